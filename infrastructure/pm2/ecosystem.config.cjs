// The sites under PM2, which is the operator's own program: pm2 start infrastructure/pm2/ecosystem.config.cjs
const site = (name, folder, port) => ({
  name,
  cwd: `/opt/mechanicbuddy/${folder}`,
  script: "npm",
  args: "start",
  interpreter: "none",
  autorestart: true,
  kill_timeout: 30_000,
  max_memory_restart: "512M",
  env: { NODE_ENV: "production", HOST: "127.0.0.1", PORT: port },
});

module.exports = {
  apps: [
    site("mechanicbuddy-web", "frontend", 3025),
    site("mechanicbuddy-management-portal", "management-portal", 3026),
  ],
};
