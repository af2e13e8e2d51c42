import Foundation
import ProgramTesting
import Testing

/// The published schema is the program's own, takes what the program takes, and refuses what editors should mark.
@Suite struct SchemaFileTests {
  private static let file = Tributary.repository + "/data/tributary.schema.json"

  @Test func theFileInDataIsWhatTheProgramPrints() throws {
    let printed = try Tributary.run(["schema"], in: "/").standardOutput
    if ProcessInfo.processInfo.environment["TRIBUTARY_REWRITE_GOLDEN"] == "1" {
      try Data(printed.utf8).write(to: URL(fileURLWithPath: Self.file))
    }
    #expect(
      printed == (try String(contentsOfFile: Self.file, encoding: .utf8)),
      "data/tributary.schema.json reads otherwise; if that is meant, TRIBUTARY_REWRITE_GOLDEN=1 writes it anew")
  }

  /// Reads YAML as editors do, dates as texts, and says of each file whether it holds to the schema.
  private static let validator = """
    json, sys, jsonschema, yaml = map(__import__, ["json", "sys", "jsonschema", "yaml"])
    class Loader(yaml.SafeLoader): pass
    Loader.yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
        for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    for path in sys.argv[2:]:
        errors = list(validator.iter_errors(yaml.load(open(path), Loader) or {}))
        print(path, errors[0].message if errors else "good")
    """

  /// The verdict on each text, in order.
  private func verdicts(on texts: [String]) throws -> [String] {
    let folder = try Workdir()
    let paths = try texts.indices.map { try folder.write("\($0).yaml", texts[$0]) }
    let run = try RunningProgram("/usr/bin/env", ["python3", "-c", Self.validator, Self.file] + paths, in: "/").finish(deadline: 60)
    #expect(run.status == 0, "\(run.standardError)")
    return zip(run.standardOutput.split(separator: "\n"), paths).map { String($0.dropFirst($1.count + 1)) }
  }

  @Test func whatTheProgramTakesIsGood() throws {
    let shown = try ManualPage.paths.flatMap { try ManualPage($0).blocks(of: "yaml") }
    #expect(shown.count >= 2)
    let listed = try String(contentsOfFile: Tributary.repository + "/Tests/Golden/check-everything.txt", encoding: .utf8)
    let made = try ["sample", "korean", "json", "comma"].map { name in
      try String(contentsOfFile: Tributary.repository + "/Tests/Golden/init-\(name).txt", encoding: .utf8)
        .split(separator: "--- standard error").first.map(String.init) ?? ""
    }
    let more =
      made + [
        "", "half_life: 7d", "period: 2026", "from: 2026-01-01\nto: -90d", "credits: yes", "goal: won", "max-rejects: 100",
        "model: linear", "spend: a.csv", "inputs: [logs/, {paths: [a, b], time_zone: UTC, constants: {event: won}}]",
        "columns: time=ts,event=what", "no-id: {only: [x]}", "funnel: [lead, {stage: won, plays: [lead, opportunity]}]",
      ]
    for (text, verdict) in zip(shown + [listed] + more, try verdicts(on: shown + [listed] + more)) {
      #expect(verdict == "good", "\(text)")
    }
  }

  @Test func whatTheProgramRefusesByItsShapeIsNot() throws {
    let refused = [
      "lookbak: 9d", "lookback: 9x", "keep: frist", "threads: 0", "currency: dollar", "funnel: won", "quiet: maybe",
      "inputs: {columns: {time: a}}", "inputs: [{paths: a, columms: {time: a}}]", "spend: [{paths: a, time-zone: UTC}]",
      "columns: {tiem: a}", "models: [linear]", "format: cvs", "max-rejects: 1.23456%", "memory: lots", "no-id: {olny: [x]}",
    ]
    for (text, verdict) in zip(refused, try verdicts(on: refused)) { #expect(verdict != "good", "\(text)") }
  }
}
