{{- define "mb.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "mb.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
  capabilities: { drop: [ALL] }
{{- end }}

{{/* What was asked for, with bounds for the disk of the node. */}}
{{- define "mb.resources" -}}
{{- $disk := dict "requests" (dict "ephemeral-storage" "64Mi") "limits" (dict "ephemeral-storage" "1Gi") -}}
resources: {{- mergeOverwrite $disk (deepCopy .) | toYaml | nindent 2 }}
{{- end }}

{{/* Where pods go, and what a person adds to them. `part` is the chart's values of this workload. */}}
{{- define "mb.placement" -}}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .part.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .part.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: { app: {{ .name }} }
{{- end }}

{{- define "mb.rollout" -}}
{{- if not .autoscaling.enabled }}
replicas: {{ .replicas }}
{{- end }}
revisionHistoryLimit: 5
selector:
  matchLabels: { app: {{ .name }} }
strategy:
  type: RollingUpdate
  rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
{{- end }}

{{/* Probes and the pause in which proxies learn that the pod goes. */}}
{{- define "mb.apiProbes" -}}
startupProbe:
  httpGet: { path: /health/startup, port: http }
  periodSeconds: 2
  failureThreshold: 30
livenessProbe:
  httpGet: { path: /health/live, port: http }
  periodSeconds: 10
  timeoutSeconds: 5
readinessProbe:
  httpGet: { path: /health/ready, port: http }
  periodSeconds: 5
  timeoutSeconds: 3
lifecycle:
  preStop:
    exec: { command: ["sleep", "5"] }
{{- end }}

{{- define "mb.siteProbes" -}}
startupProbe:
  httpGet: { path: /api/health, port: http }
  periodSeconds: 2
  failureThreshold: 30
livenessProbe:
  httpGet: { path: /api/health, port: http }
  periodSeconds: 10
  timeoutSeconds: 10
  failureThreshold: 6
readinessProbe:
  httpGet: { path: /api/health, port: http }
  periodSeconds: 5
  timeoutSeconds: 5
lifecycle:
  preStop:
    exec: { command: ["sleep", "5"] }
{{- end }}

{{/* A person's additions; a name the chart sets itself would be a silent tug of war, so it is refused. */}}
{{- define "mb.extraEnv" -}}
{{- $taken := .taken -}}
{{- range .extra }}
{{- if has .name $taken }}
{{- fail (printf "%s.extraEnv repeats %s, which the chart sets itself: use the value the chart has for it" $.where .name) }}
{{- end }}
- {{ toYaml . | nindent 2 | trim }}
{{- end }}
{{- end }}

{{- define "mb.service" -}}
apiVersion: v1
kind: Service
metadata: {{- include "mb.metadata" . | nindent 2 }}
spec:
  type: ClusterIP
  selector: { app: {{ .name }} }
  ports:
    - { name: http, port: {{ .port }}, targetPort: http, protocol: TCP }
    {{- if .metrics }}
    - { name: metrics, port: 9464, targetPort: metrics, protocol: TCP }
    {{- end }}
{{- end }}

{{- define "mb.availability" -}}
{{- if or (gt (int .replicas) 1) .autoscaling.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {{- include "mb.metadata" . | nindent 2 }}
spec:
  minAvailable: 1
  selector:
    matchLabels: { app: {{ .name }} }
{{- end }}
{{- if .autoscaling.enabled }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {{- include "mb.metadata" . | nindent 2 }}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ .name }} }
  minReplicas: {{ .replicas }}
  maxReplicas: {{ max (int .autoscaling.maxReplicas) (int .replicas) }}
  behavior:
    scaleDown: { stabilizationWindowSeconds: 300 }
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: {{ .autoscaling.cpu }} } }
    - type: Resource
      resource: { name: memory, target: { type: Utilization, averageUtilization: {{ .autoscaling.memory }} } }
{{- end }}
{{- end }}

{{- define "mb.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata: {{- include "mb.metadata" . | nindent 2 }}
automountServiceAccountToken: false
{{- end }}
