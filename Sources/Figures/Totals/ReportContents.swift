import Text
import Credit
import Tables
import Values

/// Everything a report is made of. All parts number slots, goals and models in the same way.
public struct ReportContents: Sendable {
  /// Credit by goal, model and slot.
  public var totals: CreditTotals
  /// Channels and campaigns, in the order of reports.
  public var slots: SlotTable
  /// Spend by slot.
  public var spend: SpendTotals
  /// The names of the goals, in funnel order.
  public var goals: [String]
  /// The names of the models, in the order of the configuration.
  public var models: [String]
  /// The currency of all money.
  public var currency: Currency
  /// Inputs, settings and warnings.
  public var summary: RunSummary
  /// The form of numbers and CSV files. No figure depends on it.
  public var dialect: CSVDialect
  /// Every single credit, for `credits.csv.gz`; nil: no such file.
  public var credits: CreditList?
  /// The rejected rows, for `rejects.csv`.
  public var rejects = RejectList()

  /// The contents of a report. The parts must have the same slots, goals and models.
  public init(
    totals: CreditTotals, slots: SlotTable, spend: SpendTotals, goals: [String], models: [String], currency: Currency,
    summary: RunSummary, dialect: CSVDialect = .plain
  ) {
    precondition(
      totals.slotCount == slots.count && spend.amounts.count == slots.count && totals.goalCount == goals.count
        && totals.modelCount == models.count, "the parts of a report count alike")
    self.totals = totals
    self.slots = slots
    self.spend = spend
    self.goals = goals
    self.models = models
    self.currency = currency
    self.summary = summary
    self.dialect = dialect
  }
}
