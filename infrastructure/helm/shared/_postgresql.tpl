{{/*
What a superuser runs once inside a database before its first migration, a statement a line: the same as
packages/platform/src/database/bootstrap.ts, which `npm run conformance` compares.
*/}}
{{- define "mb.databaseSetup" -}}
{{ include "mb.onDatabase" . }}
{{ include "mb.insideDatabase" . }}
{{- end }}

{{- define "mb.onDatabase" -}}
{{- $database := .database | quote -}}
{{- $user := .user | quote -}}
- {{ printf "revoke connect, temporary, create on database %s from public" $database | squote }}
- {{ printf "grant connect, create on database %s to %s with grant option" $database $user | squote }}
{{- end }}

{{- define "mb.insideDatabase" -}}
{{- $user := .user | quote -}}
- 'revoke create on schema public from public'
- 'create schema if not exists extensions'
- {{ printf "grant usage on schema extensions to %s with grant option" $user | squote }}
{{- range list "pg_trgm" "unaccent" "citext" "btree_gist" }}
- 'create extension if not exists {{ . }} schema extensions'
{{- end }}
- >-
  revoke execute on function lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea), lowrite(integer, bytea),
  lo_put(oid, bigint, bytea), lo_unlink(oid) from public
- >-
  do $$ declare locking regprocedure; begin
  for locking in select oid from pg_proc where proname ~ '^pg_(try_)?advisory_' and pronamespace = 'pg_catalog'::regnamespace loop
  execute format('revoke execute on function %s from public', locking);
  execute format('grant execute on function %s to %I with grant option', locking, '{{ .user }}');
  end loop;
  end $$
{{- end }}

{{/*
A CloudNativePG cluster. Takes root, name, instances, storage, backup, maxConnections, initdb (its fields as YAML),
database and user, and `dumps`: databases with the YAML of their login.
*/}}
{{- define "mb.cluster" -}}
{{- $postgresql := .root.Values.postgresql -}}
{{- $store := $postgresql.backup.objectStore -}}
{{- $memory := include "mb.mebibytes" $postgresql.resources.limits.memory | int -}}
{{- $labels := dict "root" .root "name" "postgresql" "component" "database" -}}
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels: {{- include "mb.labels" $labels | nindent 4 }}
  annotations: { helm.sh/resource-policy: keep }
spec:
  imageName: {{ $postgresql.imageName }}
  instances: {{ .instances }}
  {{- with .root.Values.imagePullSecrets }}
  imagePullSecrets: {{- toYaml . | nindent 4 }}
  {{- end }}
  inheritedMetadata:
    labels: {{- include "mb.podLabels" $labels | nindent 6 }}
  enableSuperuserAccess: false
  primaryUpdateStrategy: unsupervised
  storage:
    size: {{ .storage.size }}
    {{- with .storage.storageClass }}
    storageClass: {{ . }}
    {{- end }}
  resources: {{- toYaml $postgresql.resources | nindent 4 }}
  affinity:
    enablePodAntiAffinity: true
    topologyKey: kubernetes.io/hostname
    podAntiAffinityType: {{ ge (int .instances) 3 | ternary "required" "preferred" }}
  postgresql:
    {{- $ident := toString $postgresql.identMap }}
    {{- if or (eq $ident "true") (and (eq $ident "auto") (.root.Capabilities.APIVersions.Has "postgresql.cnpg.io/v1/Database")) }}
    {{- $dumper := .identUser | default .user }}
    # Lets `pg_dump -U {{ $dumper }}` run inside the pod without a password.
    pg_ident: ["local postgres {{ $dumper }}"]
    {{- end }}
    {{- $sized := dict "shared_buffers" (printf "%dMB" (div $memory 4)) "effective_cache_size" (printf "%dMB" (div $memory 2)) }}
    {{- $sized = merge $sized (dict "maintenance_work_mem" (printf "%dMB" (max 32 (div $memory 16))) "max_connections" (toString .maxConnections)) }}
    {{- $fixed := dict "password_encryption" "scram-sha-256" "log_parameter_max_length" "0" "log_parameter_max_length_on_error" "0" "temp_file_limit" "1GB" }}
    parameters: {{- mergeOverwrite $sized $fixed (deepCopy $postgresql.parameters) | toYaml | nindent 6 }}
  bootstrap:
    {{- if (($postgresql.recovery).source) }}
    recovery:
      source: {{ $postgresql.recovery.source }}
      database: {{ .database }}
      owner: {{ .user }}
      {{- with $postgresql.recovery.targetTime }}
      recoveryTarget: { targetTime: {{ . | quote }} }
      {{- end }}
    {{- else }}
    initdb:
      database: {{ .database }}
      owner: {{ .user }}
      dataChecksums: true
      encoding: UTF8
      {{- .initdb | nindent 6 }}
    {{- end }}
  {{- if (($postgresql.recovery).source) }}
  externalClusters:
    - name: {{ $postgresql.recovery.source }}
      barmanObjectStore: {{- include "mb.objectStore" $store | nindent 8 }}
  {{- end }}
  {{- if and .backup.enabled $store.destinationPath }}
  backup:
    retentionPolicy: {{ .backup.retentionDays }}d
    barmanObjectStore: {{- include "mb.objectStore" $store | nindent 6 }}
  {{- end }}
  {{- if .root.Values.monitoring.enabled }}
  monitoring: { enablePodMonitor: true }
  {{- end }}
{{- if .backup.enabled }}
---
{{ include (empty $store.destinationPath | ternary "mb.dumps" "mb.scheduledBackup") . }}
{{- end }}
{{- end }}

{{- define "mb.objectStore" -}}
destinationPath: {{ required "postgresql.backup.objectStore.destinationPath is empty: give the store the backups lie in, such as s3://backups/acme" .destinationPath }}
{{- with .endpointURL }}
endpointURL: {{ . }}
{{- end }}
s3Credentials:
  accessKeyId: { name: {{ required "postgresql.backup.objectStore.existingSecret is empty: name a Secret with access-key and secret-key" .existingSecret }}, key: access-key }
  secretAccessKey: { name: {{ .existingSecret }}, key: secret-key }
wal: { compression: gzip }
data: { compression: gzip }
{{- end }}

{{/* CloudNativePG counts seconds first, so five fields become six. */}}
{{- define "mb.scheduledBackup" -}}
apiVersion: postgresql.cnpg.io/v1
kind: ScheduledBackup
metadata: {{- include "mb.metadata" (dict "root" .root "name" .name "component" "backup") | nindent 2 }}
spec:
  schedule: {{ printf "0 %s" .backup.schedule | quote }}
  backupOwnerReference: self
  cluster: { name: {{ .name }} }
{{- end }}

{{/*
Without an object store: dumps onto a claim, by the programs of the database's own image, the old ones removed only
after a new one was written.
*/}}
{{- define "mb.dumps" -}}
{{- $name := .backupName -}}
{{- $labels := dict "root" .root "name" $name "component" "backup" -}}
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  {{- include "mb.metadata" $labels | nindent 2 }}
  annotations: { helm.sh/resource-policy: keep }
spec:
  accessModes: [ReadWriteOnce]
  {{- /* A claim cannot change its class, so the one it has stays. */}}
  {{- $held := lookup "v1" "PersistentVolumeClaim" .root.Release.Namespace $name | default dict }}
  {{- with ($held.spec).storageClassName | default .storage.storageClass }}
  storageClassName: {{ . }}
  {{- end }}
  resources:
    requests: { storage: {{ .storage.size }} }
---
apiVersion: batch/v1
kind: CronJob
metadata: {{- include "mb.metadata" $labels | nindent 2 }}
spec:
  schedule: {{ .backup.schedule | quote }}
  concurrencyPolicy: Forbid
  successfulJobsHistoryLimit: 3
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      backoffLimit: 2
      activeDeadlineSeconds: 3600
      template:
        metadata:
          labels: {{- include "mb.podLabels" $labels | nindent 12 }}
        spec:
          restartPolicy: Never
          {{- include "mb.podSecurity" . | nindent 10 }}
          {{- with .root.Values.imagePullSecrets }}
          imagePullSecrets: {{- toYaml . | nindent 12 }}
          {{- end }}
          containers:
            {{- range .dumps }}
            - name: dump-{{ .database }}
              image: {{ $.root.Values.postgresql.imageName }}
              command: [sh, -euc]
              args:
                - |
                  file="/backups/$PGDATABASE-$(date -u +%Y%m%dT%H%M%SZ).dump"
                  pg_dump --format=custom --file="$file.part"
                  pg_restore --list "$file.part" > /dev/null
                  mv "$file.part" "$file"
                  find /backups -name "$PGDATABASE-*.dump" -mtime +{{ $.backup.retentionDays }} -delete
              env:
                - { name: PGHOST, value: {{ $.name }}-rw }
                - { name: PGSSLMODE, value: verify-full }
                - { name: PGSSLROOTCERT, value: /run/database/ca.crt }
                - { name: PGDATABASE, value: {{ .database }} }
                {{- .login | nindent 16 }}
              {{- include "mb.containerSecurity" . | nindent 14 }}
              {{- include "mb.resources" (dict "requests" (dict "cpu" "100m" "memory" "128Mi") "limits" (dict "cpu" "500m" "memory" "256Mi")) | nindent 14 }}
              volumeMounts:
                - { name: backups, mountPath: /backups }
                - { name: database-ca, mountPath: /run/database, readOnly: true }
                - { name: tmp, mountPath: /tmp }
            {{- end }}
          volumes:
            - name: backups
              persistentVolumeClaim: { claimName: {{ $name }} }
            - name: database-ca
              secret: { secretName: {{ .name }}-ca, items: [{ key: ca.crt, path: ca.crt }] }
            - name: tmp
              emptyDir: { sizeLimit: 64Mi }
{{- end }}

{{/* Fields of initdb where one database belongs to one workshop system: its owner may create logins. */}}
{{- define "mb.initdb" -}}
postInitApplicationSQL:
  - {{ printf "alter role %s createrole" (quote .user) | squote }}
  - {{ printf "grant pg_read_all_data to %s with admin option" (quote .user) | squote }}
  {{- include "mb.databaseSetup" . | nindent 2 }}
{{- end }}

{{/* Login of the dumps: the owner, whose Secret the operator makes. */}}
{{- define "mb.ownerLogin" -}}
- name: PGUSER
  valueFrom:
    secretKeyRef: { name: {{ . }}, key: username }
- name: PGPASSWORD
  valueFrom:
    secretKeyRef: { name: {{ . }}, key: password }
{{- end }}
