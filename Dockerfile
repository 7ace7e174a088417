# The executable in layers, so that a change of ours does not ship the libraries again. One image for all roles: BOTLEDGER_ROLE.
FROM eclipse-temurin:25-jre AS layers
WORKDIR /layers
COPY application/target/botledger.jar botledger.jar
RUN java -Djarmode=tools -jar botledger.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home botledger && install --directory --owner 10001 --mode 700 /data
# What bots were told last, for an outage of PostgreSQL (docs/adr/0024); a volume keeps it beyond the container.
ENV BOTLEDGER_DATA_DIR=/data
WORKDIR /botledger
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
USER 10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "botledger.jar"]
