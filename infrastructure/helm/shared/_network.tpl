{{- define "mb.networkPolicy" -}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {{- include "mb.metadata" (dict "root" .root "name" .name "component" "network") | nindent 2 }}
spec:
{{- end }}

{{/* Nothing goes in or out of the namespace unless another rule says so; all may ask for names. */}}
{{- define "mb.networkBase" -}}
{{- $prefix := include "chart.prefix" . -}}
{{ include "mb.networkPolicy" (dict "root" . "name" (printf "%s-deny" $prefix)) }}
  podSelector: {}
  policyTypes: [Ingress, Egress]
{{ include "mb.networkPolicy" (dict "root" . "name" (printf "%s-dns" $prefix)) }}
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector:
            matchLabels: { kubernetes.io/metadata.name: kube-system }
        # A node's own cache of names answers at a link-local address.
        - ipBlock: { cidr: 169.254.0.0/16 }
      ports:
        - { port: 53, protocol: UDP }
        - { port: 53, protocol: TCP }
{{- end }}

{{- define "mb.fromNamespaces" -}}
{{- range . }}
- namespaceSelector:
    matchLabels: { kubernetes.io/metadata.name: {{ . }} }
{{- end }}
{{- end }}

{{- define "mb.fromApps" -}}
{{- range . }}
- podSelector:
    matchLabels: { app: {{ . }} }
{{- end }}
{{- end }}

{{/* The internet without what lies beside us. */}}
{{- define "mb.internet" -}}
- ipBlock:
    cidr: 0.0.0.0/0
    except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 169.254.0.0/16]
{{- end }}

{{/* A database's address: its namespace where the host names one, anywhere on its port otherwise. */}}
{{- define "mb.toDatabase" -}}
{{- $parts := splitList "." .host -}}
- to:
    {{- if and (ge (len $parts) 3) (eq (index $parts 2) "svc") }}
    - namespaceSelector:
        matchLabels: { kubernetes.io/metadata.name: {{ index $parts 1 }} }
    {{- else }}
    - ipBlock: { cidr: 0.0.0.0/0 }
    {{- end }}
  ports: [{ port: {{ .port }}, protocol: TCP }]
{{- end }}

{{/* What the operator needs of a cluster's pods, and who may open connections. `clients` are the `app` labels. */}}
{{- define "mb.clusterNetwork" -}}
{{- $policy := .root.Values.networkPolicy -}}
{{- $pods := dict "cnpg.io/cluster" .cluster -}}
{{ include "mb.networkPolicy" (dict "root" .root "name" .cluster) }}
  podSelector:
    matchLabels: {{ toJson $pods }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from: {{- include "mb.fromApps" .clients | nindent 8 }}
        {{- with .namespaces }}{{ include "mb.fromNamespaces" . | nindent 8 }}{{ end }}
      ports: [{ port: 5432, protocol: TCP }]
    - from: {{- include "mb.fromNamespaces" (list $policy.operatorNamespace) | nindent 8 }}
        - podSelector:
            matchLabels: {{ toJson $pods }}
      ports:
        - { port: 5432, protocol: TCP }
        - { port: 8000, protocol: TCP }
    - from: {{- include "mb.fromNamespaces" (list $policy.monitoringNamespace) | nindent 8 }}
      ports: [{ port: 9187, protocol: TCP }]
  egress:
    - to:
        - podSelector:
            matchLabels: {{ toJson $pods }}
      ports:
        - { port: 5432, protocol: TCP }
        - { port: 8000, protocol: TCP }
    # Instances report to the Kubernetes API; an object store also answers at 443.
    - to:
        - ipBlock: { cidr: {{ $policy.apiServerCidr }} }
      ports:
        - { port: 443, protocol: TCP }
        - { port: 6443, protocol: TCP }
    {{- if .root.Values.postgresql.backup.objectStore.destinationPath }}
    - to: {{- include "mb.internet" . | nindent 8 }}
      ports: [{ port: 443, protocol: TCP }]
    {{- end }}
{{- end }}
