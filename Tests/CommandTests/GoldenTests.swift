import Foundation
import ProgramTesting
import Testing

/// What the program prints of itself, word for word.
@Suite struct GoldenTests {
  @Test(arguments: [
    ("help.txt", ["--help"]), ("run-help.txt", ["run", "--help"]), ("check-help.txt", ["check", "--help"]),
    ("models-help.txt", ["models", "--help"]), ("models.txt", ["models"]), ("init-help.txt", ["init", "--help"]),
    ("schema-help.txt", ["schema", "--help"]),
    ("models-some.txt", ["models", "--goal", "opportunity", "--half-life", "14d", "time-decay", "w-shaped", "full-path"]),
  ])
  func helpIsAsReviewed(_ name: String, _ arguments: [String]) throws {
    let run = try Tributary.run(arguments, in: "/")
    #expect(run.status == 0)
    #expect(run.standardError.isEmpty)
    try Golden.expect(run.standardOutput, is: name)
  }

  /// Every option of the help is in the manual, and the version has its form.
  @Test func theManualKnowsEveryOption() throws {
    let options = try ManualPage.named("Options.md").text
    let help = try Tributary.run(["run", "--help"], in: "/").standardOutput
    for match in help.matches(of: /--[a-z][a-z-]+/) where !["--version", "--help"].contains(match.output) {
      #expect(options.contains(match.output), "Options.md does not name \(match.output)")
    }
    let version = try Tributary.run(["--version"], in: "/")
    let facts = /tributary \d+\.\d+\.\d+ \(.*(debug|release), Swift 6\.\d.*, (x86_64|arm64), libarchive \d.*, ISA-L \d.*\)\n/
    #expect(version.status == 0 && version.standardOutput.wholeMatch(of: facts) != nil, "\(version.standardOutput)")
  }
}
