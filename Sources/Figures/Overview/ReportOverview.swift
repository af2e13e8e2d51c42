import Text
import Values

/// The figures of a report that fit on a screen: the largest channels of each goal, the models side by side.
///
/// The rows of `comparison.csv` fill it (`OverviewWriter`), so a screen and the files show the same figures.
public struct ReportOverview: Sendable {
  /// One channel under one model. Money is in whole units of the currency's last decimal, as printed; everything else is in
  /// millionths.
  package struct Cell: Sendable, Equatable {
    /// Credit.
    package var amount: Int128 = 0, conversions: Int128 = 0
    /// Quotients; nil where one does not exist.
    package var share: Int128?, roi: Int128?, costPerConversion: Int128?
  }

  /// One channel under all models.
  package struct Line: Sendable, Equatable {
    /// The name of the channel.
    package var channel: String
    /// By model.
    package var cells: [Cell]
  }

  /// One goal.
  package struct Goal: Sendable {
    /// The name of the goal.
    package var name: String
    /// Whether the log has an amount other than 0 for the goal.
    package var hasMoney: Bool
    /// The largest channels, largest first.
    package var channels: [Line] = []
    /// How many channels are not among them.
    package var moreCount = 0
    /// The sum of these, by model, without ratios.
    package var more: [Cell] = []
    /// Credit that no touch holds; nil where there is none.
    package var unattributed: Line?
    /// All channels together, by model.
    package var total: [Cell] = []
  }

  /// In funnel order.
  package let goals: [Goal]
  /// The names of the models, in the order of the configuration.
  package let models: [String]
  /// The code of the currency.
  package let currency: String
  /// Decimals of the currency's money as printed.
  package let decimals: Int
  /// Whether numbers are written with a decimal comma.
  package let decimalComma: Bool

  /// The most channels of a goal. Nobody reads more than a screen of lines.
  static let mostChannels = 20
}
