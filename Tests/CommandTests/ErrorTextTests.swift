import ProgramTesting
import Testing

/// What each command says when it cannot do what it is asked, word for word.
@Suite struct ErrorTextTests {
  private static let log = """
    time,event,user_id,channel,amount,currency
    2026-01-01T09:00:00Z,touch,a,email,,
    2026-01-02T09:00:00Z,won,a,,10,USD

    """

  private static let files: [(name: String, text: String)] = [
    ("log.csv", log), ("won.csv", log.replacing("USD", with: "KRW")),
    ("broken.csv", log + "2026-13-01,touch,a,email,,\n2026-01-03,touch,,email,,\n2026-01-04,tuch,a,email,,\n"),
    ("foreign.csv", "%PDF-1.7\n"), ("headless.csv", "when,what,who\n1,2,3\n"), ("empty.csv", ""),
    ("array.json", "[{\"time\": 1}]\n"), ("spend.csv", "day,medium,amount\n2026-01-01,email,1\n"),
    ("rates.csv", "date,base,quote,rate\n2026-01-01,USD,KRW,none\n"),
    ("key.yaml", "lookback: 30d\nlokback: 30d\n"), ("value.yaml", "lookback: soon\n"), ("shape.yaml", "funnel: won\n"),
    ("role.yaml", "models:\n  mine: {frist: 100}\n"), ("broken.yaml", "model: [linear\n"),
    ("set.yaml", "inputs:\n  - columns: {time: a}\n"),
    ("kept.yaml", "model: linear\n"), ("stranger/notes.txt", "mine"),
  ]

  private static let commands = [
    "", "log.csv", "rnu log.csv", "run", "run --lokback 9d log.csv", "run --lookback soon log.csv", "run --half-life 0d log.csv",
    "run --model linaer log.csv", "run --model linear --model linear log.csv", "run --goal deal log.csv",
    "run --period 2026-Q5 log.csv",
    "run --keep both log.csv", "run --threads 0 log.csv", "run --memory 1MiB log.csv", "run --max-rejects some log.csv",
    "run --time-zone Mars log.csv", "run --currency dollar log.csv", "run --columns time log.csv", "run --format parquet log.csv",
    "run --encoding ebcdic log.csv", "run --journey-ids raw log.csv", "run missing.csv", "run *.gz",
    "run empty.csv --fail-on-empty",
    "run foreign.csv", "run headless.csv", "run array.json", "run broken.csv", "run --max-rejects 0 broken.csv",
    "run log.csv won.csv",
    "run log.csv --spend spend.csv", "run log.csv --rates rates.csv", "run log.csv --output stranger",
    "run log.csv --output missing/report",
    "run log.csv --config missing.yaml", "run log.csv --config key.yaml", "run log.csv --config value.yaml",
    "run log.csv --config shape.yaml",
    "run log.csv --config role.yaml", "run log.csv --config broken.yaml", "run --config set.yaml", "check missing.csv",
    "check broken.csv --max-rejects 0",
    "check --output x", "init", "init missing.csv", "init log.csv --output kept.yaml", "init foreign.csv --output -",
    "models linaer",
    "models --goal deal", "models --config key.yaml", "schema now",
  ]

  @Test func everyErrorReadsAsReviewed() throws {
    let folder = try Workdir()
    for file in Self.files { try folder.write(file.name, file.text) }
    var text = ""
    for command in Self.commands {
      let arguments = command.split(separator: " ").map(String.init)
      let run = try Tributary.run(arguments, in: folder.root, environment: ["TZ": "UTC"])
      #expect(run.status != 0 || command.isEmpty, "\(command) is no error")
      text += "$ tributary \(command)\n\(run.standardError)\(run.standardError.hasSuffix("\n") ? "" : "\n")status \(run.status)\n\n"
    }
    try Golden.expect(text, is: "errors.txt")
    #expect(!folder.exists("tributary-report"))
  }
}
