import Text
import Figures
import Platform
import Tables
import Values

/// Writes a whole report into `directory` and publishes it; nothing appears unless everything adds up and is on the
/// disk.
///
/// The files are `channels.csv`, `campaigns.csv`, `comparison.csv`, `credits.csv.gz` where credits are listed, `rejects.csv`
/// (or `rejects.csv.gz`), `datapackage.json`, which describes them, and `summary.json`. `rejects` is walked once, in order; `checkRejects` is
/// called after that and throws if rows were missing. Takes about 200 bytes a slot, and 64 a channel and model, besides
/// the contents, and a second per million lines.
///
/// - Returns: what a screen can hold of it.
/// - Throws: `ReconciliationError`; `OutputError`, the former report then standing as it was.
@discardableResult
public func writeReport(
  _ contents: ReportContents, rejects: some Sequence<RejectedRow>, into directory: inout OutputDirectory,
  checkRejects: () throws -> Void = {}
) throws -> ReportOverview {
  try Reconciliation.check(contents)
  let tree = ChannelTree(contents.slots)
  // Nothing is spent on what no touch earned.
  let spend = MoneyColumn(contents.spend.amounts + [0], on: tree, decimals: contents.currency.decimals)
  let (currency, dialect) = (contents.currency, contents.dialect)
  var channels = try AttributionFile(.channels, currency: currency, dialect: dialect, in: directory)
  var campaigns = try AttributionFile(.campaigns, currency: currency, dialect: dialect, in: directory)
  var comparison = try ComparisonFile(models: contents.models, currency: currency, dialect: dialect, in: directory)
  var credits = try contents.credits.map {
    try CreditsFile($0, currency: currency, dialect: dialect, in: directory)
  }
  var overview = ReportOverview(of: contents)
  for goal in contents.goals.indices {
    let tables = AttributionTable.Goal(goal, of: contents, on: tree, spend: spend)
    var models = ModelComparison(on: tree)
    for model in contents.models.indices {
      let table = tables.table(model: model)
      try Reconciliation.check(table)
      try channels.append(table)
      try campaigns.append(table)
      try credits?.append(table, goal: goal, model: model)
      models.add(table)
    }
    try comparison.append(models)
    overview.add(models)
  }
  try channels.finish()
  try campaigns.finish()
  try comparison.finish()
  try credits?.finish()

  let rejectsName = try RejectsText.write(rejects, into: directory, dialect: dialect)
  try DataPackage.write(contents, rejectsName: rejectsName, into: directory)
  let files = ReportContents.fileNames(withCredits: contents.credits != nil, rejects: rejectsName)
  var summary = try directory.create(SummaryFile.name)
  try summary.write(SummaryFile.json(of: contents, files: files).bytes)
  try summary.finish()
  try directory.publish()
  return overview
}

extension ReportContents {
  /// The files of a report, as its summary lists them.
  public static func fileNames(withCredits hasCredits: Bool, rejects: String = "rejects.csv") -> [String] {
    ["campaigns.csv", "channels.csv", ComparisonFile.name] + (hasCredits ? [CreditsFile.name] : [])
      + [DataPackage.name, rejects, SummaryFile.name]
  }
}
