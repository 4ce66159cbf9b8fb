{{- define "mb.ingressAnnotations" -}}
nginx.ingress.kubernetes.io/proxy-body-size: 50m
nginx.ingress.kubernetes.io/proxy-read-timeout: "300"
nginx.ingress.kubernetes.io/proxy-send-timeout: "300"
nginx.ingress.kubernetes.io/ssl-redirect: "true"
{{- with .annotations }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "mb.certificate" -}}
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{- include "mb.metadata" (dict "root" .root "name" .name "component" "certificate") | nindent 2 }}
spec:
  secretName: {{ .name }}
  issuerRef: { group: cert-manager.io, kind: ClusterIssuer, name: {{ .issuer }} }
  dnsNames: {{- toYaml .hosts | nindent 4 }}
{{- end }}
