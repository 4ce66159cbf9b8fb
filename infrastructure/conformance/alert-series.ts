/** Made-up numbers that make an alert fire, and numbers beside them that must not. */
export interface AlertCase {
  alert: string;
  /** Series in Prometheus' notation: name with labels, then values a minute. */
  fires: Record<string, string>;
  quiet: Record<string, string>;
  /** When it is looked at. */
  at: string;
  /** Labels it carries then, beside its severity. */
  labels: Record<string, string>;
}

const namespace = "tenant-acme";
const pod = "acme-postgresql-1";
const seconds = 'http_request_duration_seconds_count{namespace="tenant-acme",status=';
const bucket = 'http_request_duration_seconds_bucket{namespace="tenant-acme",le=';
const api = 'kube_deployment_status_replicas_available{namespace="tenant-acme",deployment="acme-api"}';
const web = 'kube_deployment_status_replicas_available{namespace="tenant-acme",deployment="acme-web"}';
const claim = '{namespace="tenant-acme",persistentvolumeclaim="acme-postgresql-1"}';
const quota = (type: string) => `kube_resourcequota{namespace="tenant-acme",resource="pods",type="${type}"}`;
const backends = 'cnpg_backends_total{namespace="tenant-acme",pod="acme-postgresql-1",usename=';
const most = 'cnpg_pg_settings_setting{namespace="tenant-acme",pod="acme-postgresql-1",name="max_connections"}';
const backup = 'cnpg_collector_last_available_backup_timestamp{namespace="tenant-acme"}';
const dump = 'kube_cronjob_status_last_successful_time{namespace="tenant-acme",cronjob="acme-backup"}';
const restarts = 'kube_pod_container_status_restarts_total{namespace="tenant-acme",pod="acme-api-1"}';
const ends = 'certmanager_certificate_expiration_timestamp_seconds{namespace="tenant-acme",name="acme-tls"}';
const lag = 'nodejs_eventloop_lag_p99_seconds{namespace="tenant-acme",pod="acme-api-1"}';
const inDatabase = (name: string) => `${name}{namespace="tenant-acme",pod="acme-postgresql-1"}`;

/** Time begins at 0 in these series, so a moment of 2000000 seconds lies 23 days ahead. */
export const alertCases: AlertCase[] = [
  {
    ...{ alert: "ApiDown", at: "5m", labels: { namespace, deployment: "acme-api" } },
    ...{ fires: { [api]: "2 2 0x10" }, quiet: { [api]: "2 0 2x10", [web]: "1x10" } },
  },
  {
    ...{ alert: "WebDown", at: "5m", labels: { namespace, deployment: "acme-web" } },
    ...{ fires: { [web]: "2 2 0x10" }, quiet: { [web]: "1x10" } },
  },
  {
    ...{ alert: "ErrorRate", at: "30m", labels: { namespace } },
    fires: { [`${seconds}"200"}`]: "0+950x40", [`${seconds}"500"}`]: "0+50x40" },
    quiet: { [`${seconds}"200"}`]: "0+990x40", [`${seconds}"500"}`]: "0+10x40" },
  },
  {
    ...{ alert: "Slow", at: "30m", labels: { namespace } },
    fires: { [`${bucket}"1"}`]: "0+90x40", [`${bucket}"2.5"}`]: "0+100x40", [`${bucket}"+Inf"}`]: "0+100x40" },
    quiet: { [`${bucket}"1"}`]: "0+96x40", [`${bucket}"2.5"}`]: "0+100x40", [`${bucket}"+Inf"}`]: "0+100x40" },
  },
  {
    ...{ alert: "MailFailing", at: "15m", labels: { namespace } },
    fires: { 'mails_total{namespace="tenant-acme",outcome="refused"}': "0 1x20" },
    quiet: { 'mails_total{namespace="tenant-acme",outcome="accepted"}': "0+5x20" },
  },
  {
    ...{ alert: "EventLoopLag", at: "10m", labels: { namespace, pod: "acme-api-1" } },
    ...{ fires: { [lag]: "0.4x10" }, quiet: { [lag]: "0.4 0.1x10" } },
  },
  {
    ...{ alert: "TaskFailures", at: "10m", labels: { namespace, task: "mail" } },
    fires: { 'task_duration_seconds_count{namespace="tenant-acme",task="mail",outcome="failed"}': "0 1x20" },
    quiet: { 'task_duration_seconds_count{namespace="tenant-acme",task="mail",outcome="retry"}': "0+3x20" },
  },
  {
    ...{ alert: "WebhookFailing", at: "10m", labels: { namespace } },
    fires: { 'webhooks_total{namespace="tenant-acme",outcome="refused"}': "0 1x20" },
    quiet: { 'webhooks_total{namespace="tenant-acme",outcome="ignored"}': "0+3x20" },
  },
  {
    ...{ alert: "DatabaseDown", at: "5m", labels: { namespace, pod } },
    ...{ fires: { [inDatabase("cnpg_collector_up")]: "1 0x10" }, quiet: { [inDatabase("cnpg_collector_up")]: "1x10" } },
  },
  {
    ...{ alert: "ReplicationLag", at: "10m", labels: { namespace, pod } },
    fires: { [inDatabase("cnpg_pg_replication_lag")]: "90x20" },
    quiet: { [inDatabase("cnpg_pg_replication_lag")]: "90 2x20" },
  },
  {
    ...{ alert: "ConnectionsHigh", at: "10m", labels: { namespace, pod } },
    fires: { [`${backends}"a"}`]: "60x20", [`${backends}"b"}`]: "30x20", [most]: "100x20" },
    quiet: { [`${backends}"a"}`]: "60x20", [`${backends}"b"}`]: "10x20", [most]: "100x20" },
  },
  {
    ...{ alert: "VolumeFilling", at: "30m", labels: { namespace, persistentvolumeclaim: pod } },
    fires: {
      [`kubelet_volume_stats_used_bytes${claim}`]: "85x40",
      [`kubelet_volume_stats_capacity_bytes${claim}`]: "100x40",
    },
    quiet: {
      [`kubelet_volume_stats_used_bytes${claim}`]: "50x40",
      [`kubelet_volume_stats_capacity_bytes${claim}`]: "100x40",
    },
  },
  {
    ...{ alert: "VolumeFilling", at: "30m", labels: { namespace, persistentvolumeclaim: pod } },
    fires: { [`kubelet_volume_stats_available_bytes${claim}`]: "5000-1x40" },
    quiet: { [`kubelet_volume_stats_available_bytes${claim}`]: "9000-1x40" },
  },
  {
    ...{ alert: "BackupLate", at: "37h", labels: { namespace } },
    ...{ fires: { [backup]: "1x2300" }, quiet: { [backup]: "7200x2300" } },
  },
  {
    ...{ alert: "DumpLate", at: "37h", labels: { namespace, cronjob: "acme-backup" } },
    ...{ fires: { [dump]: "1x2300" }, quiet: { [dump]: "7200x2300" } },
  },
  {
    ...{ alert: "ArchiveLate", at: "37h", labels: { namespace } },
    fires: { 'mechanicbuddy_backup_timestamp{namespace="tenant-acme"}': "1x2300" },
    quiet: { 'mechanicbuddy_backup_timestamp{namespace="tenant-acme"}': "0x2300" },
  },
  {
    ...{ alert: "DrillFailed", at: "10m", labels: { namespace } },
    fires: { 'mechanicbuddy_drill_failed{namespace="tenant-acme"}': "0 1x20" },
    quiet: { 'mechanicbuddy_drill_failed{namespace="tenant-acme"}': "1 0x20" },
  },
  {
    ...{ alert: "CrashLoop", at: "15m", labels: { namespace, pod: "acme-api-1" } },
    ...{ fires: { [restarts]: "0+1x20" }, quiet: { [restarts]: "0 1x20" } },
  },
  {
    ...{ alert: "QuotaFilling", at: "30m", labels: { namespace, resource: "pods" } },
    fires: { [quota("used")]: "19x40", [quota("hard")]: "20x40" },
    quiet: { [quota("used")]: "17x40", [quota("hard")]: "20x40" },
  },
  {
    ...{ alert: "CertificateEnding", at: "1m", labels: { namespace, name: "acme-tls" } },
    ...{ fires: { [ends]: "1000000x5" }, quiet: { [ends]: "2000000x5" } },
  },
  {
    ...{ alert: "TaskBacklog", at: "5m", labels: { namespace } },
    fires: { 'mechanicbuddy_task_oldest_seconds{namespace="tenant-acme",pod="acme-api-1"}': "400x10" },
    quiet: { 'mechanicbuddy_task_oldest_seconds{namespace="tenant-acme",pod="acme-api-1"}': "200x10" },
  },
  {
    ...{ alert: "SchemaBehind", at: "40m", labels: { namespace } },
    fires: { 'mechanicbuddy_tenants_behind{namespace="tenant-acme"}': "1x50" },
    quiet: { 'mechanicbuddy_tenants_behind{namespace="tenant-acme"}': "3 0x50" },
  },
  {
    ...{ alert: "JobFailed", at: "5m", labels: { namespace } },
    fires: { 'mechanicbuddy_jobs{namespace="tenant-acme",state="failed"}': "1x10" },
    quiet: { 'mechanicbuddy_jobs{namespace="tenant-acme",state="failed"}': "0x10" },
  },
  {
    ...{ alert: "JobStuck", at: "5m", labels: { namespace } },
    fires: { 'mechanicbuddy_jobs{namespace="tenant-acme",state="stuck"}': "1x10" },
    quiet: { 'mechanicbuddy_jobs{namespace="tenant-acme",state="failed"}': "1x10" },
  },
  {
    ...{ alert: "EntitlementLag", at: "5m", labels: { namespace } },
    fires: { 'mechanicbuddy_entitlement_lag_seconds{namespace="tenant-acme"}': "1000x10" },
    quiet: { 'mechanicbuddy_entitlement_lag_seconds{namespace="tenant-acme"}': "800x10" },
  },
  {
    ...{ alert: "InstanceFilling", at: "10m", labels: { name: "free-tier" } },
    fires: { 'mechanicbuddy_places_used{namespace="tenant-acme",name="free-tier"}': "0.95x20" },
    quiet: { 'mechanicbuddy_places_used{namespace="tenant-acme",name="free-tier"}': "0.9x20" },
  },
];
