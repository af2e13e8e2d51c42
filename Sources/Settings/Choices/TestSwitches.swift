import Archive
import Credit
import Events
import Values

/// Ways to force what is rare, for tests: no result may depend on them.
public struct TestSwitches: Sendable {
  public var blockBytes: Int?
  public var constantPlacement = false
  public var spillAlways = false
  public var seed: UInt64?

  public init() {}
}
