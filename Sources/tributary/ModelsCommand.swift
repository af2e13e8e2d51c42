import Settings
import Inspection
import ArgumentParser

/// `tributary models`: describes each model, with its weights and one worked example.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the models: what each does, its weights and a worked example.",
    discussion: """
      With --config also the models, stages and half-life of a configuration file. The example is computed by the models
      themselves.
      """)

  @Argument(help: "The models to list. Default: all.")
  var names: [String] = []

  @Option(help: ArgumentHelp("A configuration file with models or a funnel of your own.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("\(Options.halfLife.row.help)", valueName: Options.halfLife.row.valueName))
  var halfLife: String?

  @Option(help: ArgumentHelp("The funnel stage that ends the example. Default: won.", valueName: "stage"))
  var goal: String?

  func run() throws {
    do throws(RunError) {
      var request = RunRequest()
      request.configurationFile = config
      if let halfLife { request.set(Options.halfLife.name, [halfLife]) }
      if let goal { request.set(Options.goal.name, [goal]) }
      print(try ModelListing(request, names: names).text, terminator: "")
    } catch {
      throw Diagnostics.exit(error.status, error.description)
    }
  }
}
