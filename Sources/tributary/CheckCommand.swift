import Values
import Console
import Settings
import Inspection
import ArgumentParser
import Pipeline

/// `tributary check`: reads every input once, and prints how it was understood.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read event logs and say what a run makes of them; write nothing.",
    discussion: """
      Takes the inputs and options of run. Prints the configuration as understood, as YAML that --config reads, and below it,
      as comments, what was read: rows, columns, first rejects, who is who, channels and warnings. Ends as run would.
      """)

  @OptionGroup var arguments: RunArguments

  func run() throws {
    do throws(RunError) {
      let configuration = try RunConfiguration(arguments.request)
      Diagnostics.console.adopt(configuration)
      let check = CheckRun(configuration, started: WallClock.now)
      AttributionRun.installSignals()
      let outcome = try Diagnostics.console.showing(check.progress) { () throws(RunError) in try check() }
      print(outcome.text, terminator: "")
      if let failure = outcome.failure { throw failure }
    } catch {
      throw Diagnostics.exit(error.status, error.description)
    }
  }
}
