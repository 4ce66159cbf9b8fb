{{/*
API and site of workshops, the same in a shared and in a dedicated instance. Each chart defines `chart.api` (the API's
settings that are no secrets), `chart.database` (secret and key of the owner's password) and `chart.site`.
*/}}
{{- define "mb.settings" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "mb.metadata" (dict "root" . "name" (include "chart.config" .) "component" "settings") | nindent 2 }}
  {{- with include "chart.facts" . }}
  annotations: {{- . | nindent 4 }}
  {{- end }}
data: {{- include "mb.apiSettings" . | nindent 2 }}
{{- end }}

{{- define "mb.apiSettings" -}}
NODE_ENV: production
HOST: 0.0.0.0
PORT: "15567"
METRICS_PORT: "9464"
DB_POOL_MAX: {{ .Values.api.poolMax | quote }}
{{- with .Values.email.host }}
SMTP_HOST: {{ . }}
SMTP_PORT: {{ $.Values.email.port | quote }}
{{- if or $.Values.email.apiKey $.Values.secrets.existingSecret }}
SMTP_USER: {{ $.Values.email.username }}
{{- end }}
{{- end }}
{{- with .Values.platform.url }}
PLATFORM_URL: {{ . }}
{{- end }}
{{- with .Values.platform.publicKey }}
PLATFORM_PUBLIC_KEY: {{ . | quote }}
{{- end }}
{{- with .Values.files.s3.bucket }}
FILES_DRIVER: s3
S3_BUCKET: {{ . }}
S3_REGION: {{ $.Values.files.s3.region }}
{{- with $.Values.files.s3.endpoint }}
S3_ENDPOINT: {{ . }}
{{- end }}
{{- end }}
{{ include "chart.api" . }}
{{- end }}

{{/* Secrets both the API and its migrations need. */}}
{{- define "mb.workshopSecrets" -}}
{{- $secret := include "chart.secret" . -}}
{{ include "mb.secretEnv" (dict "env" "JWT_SECRET" "secret" $secret "key" "jwt-secret") }}
{{ include "mb.secretEnv" (dict "env" "JWT_SECRET_PREVIOUS" "secret" $secret "key" "jwt-secret-previous" "optional" true) }}
{{ include "mb.secretEnv" (dict "env" "CONSUMER_SECRET" "secret" $secret "key" "consumer-secret") }}
{{ include "mb.secretEnv" (dict "env" "SMTP_PASSWORD" "secret" $secret "key" "smtp-password" "optional" true) }}
{{- include "mb.sender" . }}
{{- if .Values.files.s3.bucket }}
{{- $store := required "files.s3.existingSecret is empty: name a Secret with access-key and secret-key" .Values.files.s3.existingSecret }}
{{ include "mb.secretEnv" (dict "env" "S3_ACCESS_KEY" "secret" $store "key" "access-key") }}
{{ include "mb.secretEnv" (dict "env" "S3_SECRET_KEY" "secret" $store "key" "secret-key") }}
{{- end }}
{{- end }}

{{- define "mb.databaseCaEnv" -}}
{{- if include "chart.databaseCa" . }}
- { name: DB_SSL, value: verify }
- { name: NODE_EXTRA_CA_CERTS, value: /run/database/ca.crt }
{{- end }}
{{- end }}

{{/*
Migrates as the owner of the database and leaves the password of the runtime login for the API beside it, which never
sees the owner's.
*/}}
{{- define "mb.migrate" -}}
{{- $resources := .resources -}}
{{- with .root -}}
{{- $image := ternary .Values.migrations.image .Values.api.image (ne .Values.migrations.image.repository "") -}}
- name: migrate
  image: {{ include "mb.image" (dict "root" . "image" $image) }}
  imagePullPolicy: {{ .Values.api.image.pullPolicy }}
  command: [node, apps/workshop-api/src/migrate.ts, --leave-app-password, /run/login/app-password]
  envFrom:
    - configMapRef: { name: {{ include "chart.config" . }} }
  env:
    {{- include "mb.workshopSecrets" . | nindent 4 }}
    {{- include "mb.secretEnv" (mergeOverwrite (dict "env" "DB_PASSWORD") (include "chart.database" . | fromYaml)) | nindent 4 }}
    {{- include "mb.secretEnv" (dict "env" "DB_APP_PASSWORD" "secret" (include "chart.secret" .) "key" "db-app-password" "optional" true) | nindent 4 }}
    {{- include "mb.databaseCaEnv" . | nindent 4 }}
  {{- include "mb.containerSecurity" . | nindent 2 }}
  {{- include "mb.resources" $resources | nindent 2 }}
  volumeMounts: {{- include "mb.mounts" . | nindent 4 }}
{{- end }}
{{- end }}

{{- define "mb.mounts" -}}
- { name: tmp, mountPath: /tmp }
- { name: login, mountPath: /run/login }
{{- if include "chart.databaseCa" . }}
- { name: database-ca, mountPath: /run/database, readOnly: true }
{{- end }}
{{- end }}

{{- define "mb.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 256Mi }
- name: login
  emptyDir: { medium: Memory, sizeLimit: 1Mi }
{{- with include "chart.databaseCa" . }}
- name: database-ca
  secret: { secretName: {{ . }}, items: [{ key: ca.crt, path: ca.crt }] }
{{- end }}
{{- end }}

{{- define "mb.api" -}}
{{- $name := printf "%s-api" (include "chart.prefix" .) -}}
{{- $labels := dict "root" . "name" $name "component" "api" -}}
{{- $taken := concat (include "mb.apiSettings" . | fromYaml | keys) (list "JWT_SECRET" "JWT_SECRET_PREVIOUS" "CONSUMER_SECRET" "SMTP_PASSWORD" "SMTP_FROM" "DB_PASSWORD" "DB_APP_PASSWORD" "DB_APP_PASSWORD_FILE") -}}
apiVersion: apps/v1
kind: Deployment
metadata: {{- include "mb.metadata" $labels | nindent 2 }}
spec:
  {{- include "mb.rollout" (dict "name" $name "replicas" .Values.api.replicas "autoscaling" .Values.autoscaling) | nindent 2 }}
  template:
    metadata:
      labels: {{- include "mb.podLabels" $labels | nindent 8 }}
      annotations:
        checksum/settings: {{ include "mb.apiSettings" . | sha256sum }}
        checksum/given: {{ include "mb.given" . }}
        {{- with .Values.api.podAnnotations }}{{ toYaml . | nindent 8 }}{{ end }}
    spec:
      serviceAccountName: {{ include "chart.prefix" . | quote }}
      terminationGracePeriodSeconds: 30
      {{- include "mb.podSecurity" . | nindent 6 }}
      {{- include "mb.placement" (dict "root" . "part" .Values.api "name" $name) | nindent 6 }}
      {{- if .Values.migrations.enabled }}
      initContainers: {{- include "mb.migrate" (dict "root" . "resources" .Values.api.resources) | nindent 8 }}
      {{- end }}
      containers:
        - name: api
          image: {{ include "mb.image" (dict "root" . "image" .Values.api.image) }}
          imagePullPolicy: {{ .Values.api.image.pullPolicy }}
          command: [node, apps/workshop-api/src/main.ts]
          ports:
            - { name: http, containerPort: 15567, protocol: TCP }
            - { name: metrics, containerPort: 9464, protocol: TCP }
          envFrom:
            - configMapRef: { name: {{ include "chart.config" . }} }
          env:
            {{- include "mb.workshopSecrets" . | nindent 12 }}
            {{- if .Values.migrations.enabled }}
            - { name: DB_APP_PASSWORD_FILE, value: /run/login/app-password }
            {{- else }}
            {{- include "mb.secretEnv" (dict "env" "DB_APP_PASSWORD" "secret" (include "chart.secret" .) "key" "db-app-password") | nindent 12 }}
            {{- end }}
            {{- include "mb.databaseCaEnv" . | nindent 12 }}
            {{- include "mb.extraEnv" (dict "where" "api" "extra" .Values.api.extraEnv "taken" $taken) | nindent 12 }}
          {{- include "mb.apiProbes" . | nindent 10 }}
          {{- include "mb.containerSecurity" . | nindent 10 }}
          {{- include "mb.resources" .Values.api.resources | nindent 10 }}
          volumeMounts: {{- include "mb.mounts" . | nindent 12 }}
      volumes: {{- include "mb.volumes" . | nindent 8 }}
---
{{ include "mb.service" (mergeOverwrite (dict "port" 15567 "metrics" true) $labels) }}
{{- include "mb.availability" (mergeOverwrite (dict "replicas" .Values.api.replicas "autoscaling" .Values.autoscaling) $labels) }}
{{- end }}

{{/*
Runs after an installation and before an upgrade, and stays so that its log can be read. The second set of annotations
says the same to Argo CD, which ignores Helm's where it finds its own.
*/}}
{{- define "mb.migrationJob" -}}
{{- if .Values.migrations.enabled }}
{{- $name := printf "%s-migration" (include "chart.prefix" .) -}}
{{- $labels := dict "root" . "name" $name "component" "migration" -}}
{{- $resources := dict "requests" (dict "cpu" "100m" "memory" "192Mi") "limits" (dict "cpu" "250m" "memory" "512Mi") -}}
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "mb.metadata" $labels | nindent 2 }}
  annotations:
    helm.sh/hook: post-install,pre-upgrade
    helm.sh/hook-delete-policy: before-hook-creation
    argocd.argoproj.io/hook: Sync
    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
    argocd.argoproj.io/sync-wave: "1"
spec:
  backoffLimit: 10
  activeDeadlineSeconds: {{ .Values.migrations.timeout }}
  template:
    metadata:
      labels: {{- include "mb.podLabels" $labels | nindent 8 }}
    spec:
      restartPolicy: OnFailure
      serviceAccountName: {{ include "chart.prefix" . | quote }}
      {{- include "mb.podSecurity" . | nindent 6 }}
      {{- with .Values.imagePullSecrets }}
      imagePullSecrets: {{- toYaml . | nindent 8 }}
      {{- end }}
      containers: {{- include "mb.migrate" (dict "root" . "resources" $resources) | nindent 8 }}
      volumes: {{- include "mb.volumes" . | nindent 8 }}
{{- end }}
{{- end }}

{{- define "mb.workshopMonitor" -}}
{{- if .Values.monitoring.enabled }}
{{- $name := printf "%s-api" (include "chart.prefix" .) -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {{- include "mb.metadata" (dict "root" . "name" $name "component" "monitoring") | nindent 2 }}
spec:
  selector:
    matchLabels: { app: {{ $name }} }
  endpoints:
    - { port: metrics, interval: 30s }
{{- end }}
{{- end }}
