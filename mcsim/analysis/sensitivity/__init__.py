"""What designs other than probability samples show: how net benefit changes with the inputs."""
