import Settings
import ArgumentParser
import Pipeline

/// How the texts of logs are laid out and encoded, where what is found out is not what is meant.
struct TextOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The format of the logs: \(RunConfiguration.formatNames.joined(separator: ", ")). Default: each log's is found out.",
      valueName: "format"),
    completion: .list(RunConfiguration.formatNames))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "The encoding of the logs: \(RunConfiguration.encodingNames.joined(separator: ", ")). Default: each file's is found "
        + "out.",
      valueName: "encoding"),
    completion: .list(RunConfiguration.encodingNames))
  var encoding: String?

  @Option(
    help: ArgumentHelp("The fields of logs without a header line, as in time,event,user_id,channel.", valueName: "names"))
  var header: [String] = []

  @Option(help: ArgumentHelp("Reject records that are longer. Default: 1MiB.", valueName: "size"))
  var maxLine: String?

  @Option(
    help: ArgumentHelp(
      "How logs write amounts: decimal-point (1,234.50), decimal-comma (1.234,50) or micros. Default: decimal-point.",
      valueName: "style"),
    completion: .list(RunConfiguration.amountStyleNames))
  var amounts: String?

  @Option(
    help: ArgumentHelp("How spend files write them. Default: as the logs do.", valueName: "style"),
    completion: .list(RunConfiguration.amountStyleNames))
  var spendAmounts: String?

  func fill(_ request: inout RunRequest) {
    request.set(.format, format)
    request.set(.encoding, encoding)
    request.set(.header, header)
    request.set(.maxLine, maxLine)
    request.set(.amounts, amounts)
    request.set(.spendAmounts, spendAmounts)
  }
}
