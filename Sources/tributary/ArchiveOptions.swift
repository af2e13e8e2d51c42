import Settings
import ArgumentParser
import Pipeline

/// How far inputs are unpacked, and what becomes of damaged ones.
struct ArchiveOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A damaged or truncated log ends the run (stop) or is left out whole, with all its members (skip). Default: stop.",
      valueName: "what"),
    completion: .list(["stop", "skip"]))
  var damaged: String?

  @Option(
    help: ArgumentHelp("Compressions and archives around each other, at most. Default: 6.", valueName: "n"))
  var maxDepth: String?

  @Option(
    help: ArgumentHelp(
      "How many times its size a file may unpack to, judged from 64 MiB on. Default: 1000.",
      valueName: "n"))
  var maxRatio: String?

  @Option(help: ArgumentHelp("How much one file may unpack to, all layers together. Default: 1TiB.", valueName: "size"))
  var maxUnpacked: String?

  func fill(_ request: inout RunRequest) {
    request.set(.damaged, damaged)
    request.set(.maxDepth, maxDepth)
    request.set(.maxRatio, maxRatio)
    request.set(.maxUnpacked, maxUnpacked)
  }
}
