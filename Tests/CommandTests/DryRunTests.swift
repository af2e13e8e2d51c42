import ProgramTesting
import Testing

/// `run --dry-run` tells and does nothing.
@Suite struct DryRunTests {
  private func folder() throws -> Workdir {
    let folder = try Workdir()
    try folder.write("logs/a.csv", "time,event,user_id,channel\n2026-01-01,touch,a,email\n")
    try folder.write("logs/b.csv", "not a log")
    try folder.write("spend.csv", "date,channel,amount\n2026-01-01,email,1\n")
    return folder
  }

  /// How much is free on the disk changes.
  private static func withoutRoom(_ text: String) -> String { text.replacing(/has [0-9]+ bytes free/, with: "has N bytes free") }

  @Test func isAConfigurationAndAListOfFiles() throws {
    let folder = try folder()
    let dry = try Tributary.run(
      [
        "run", "logs", "--spend", "spend.csv", "--dry-run", "--threads", "2", "--memory", "64MiB", "--scratch", folder.root,
        "--credits",
      ],
      in: folder.root)
    #expect(dry.status == 0 && dry.standardOutput.isEmpty)
    let text = dry.standardError.replacing(folder.root, with: "FOLDER")
    try Golden.expect(Self.withoutRoom(text), is: "dry-run.txt")
    #expect(!folder.exists("tributary-report"))
  }

  /// Given back with `--config`, what it prints is the same configuration.
  @Test func itsOutputIsReadByARun() throws {
    let folder = try folder()
    let arguments = ["run", "logs", "--half-life", "3d", "--period", "2026-01", "--quiet", "--dry-run"]
    let first = try Tributary.run(arguments, in: folder.root).standardError
    try folder.write("plan.yaml", first)
    let second = try Tributary.run(["run", "--config", "plan.yaml", "--dry-run"], in: folder.root).standardError
    #expect(Self.withoutRoom(second) == Self.withoutRoom(first))
  }

  @Test func endsAsARunWouldBeforeItReads() throws {
    let folder = try folder()
    #expect(try Tributary.run(["run", "missing", "--dry-run"], in: folder.root).status == 66)
    #expect(try Tributary.run(["run", "logs", "--keep", "both", "--dry-run"], in: folder.root).status == 64)
    try folder.write("mine/notes.txt", "not a report")
    #expect(try Tributary.run(["run", "logs", "--output", "mine", "--dry-run"], in: folder.root).status == 73)
  }

  @Test func saysWhereItWouldReplaceAReport() throws {
    let folder = try folder()
    #expect(try Tributary.run(["run", "logs/a.csv"], in: folder.root).status == 0)
    let dry = try Tributary.run(["run", "logs/a.csv", "--dry-run"], in: folder.root)
    #expect(dry.standardError.contains("into tributary-report, in place of the report that stands there."))
  }
}
