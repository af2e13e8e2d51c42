/// Every tuning number of partitions and settling, each with its reason.
public struct PartitionPolicy: Sendable {
  /// 2ᵏ partitions, k at most `keyBits`. 256 keep a partition of 10 million rows (1 MB) in the second cache while it is settled.
  public var bits = 8
  /// The highest bits of a key choose its partition and are not stored with the row.
  static let keyBits = 8
  /// Bytes of a chunk: the unit in which partitions grow. Growing arrays instead cost 10 % at 50 million rows.
  public static let chunkBytes = 16 * 1024
  /// Bytes asked of the budget at a time: 64 chunks, so that the shared counter is touched once per 40,000 rows.
  public static let slabBytes = 1 << 20
  /// Bytes of rows from which on they are given back on threads beside writing: those of 600,000 rows, a millisecond of one.
  static let leastReleasedBytes = 16 << 20
  /// Bytes written to or read from a segment at once: about a mebibyte of whole cells.
  public static let pageBytes = 43_690 * 24
  /// Bits by which a partition too large for its worker is split again.
  public static let splitBits = 6
  /// Splits before a partition is taken for a few huge journeys: 8 + 2 × 6 bits tell a million keys apart.
  public static let mostSplits = 2
  /// Links of a partition remembered while it is reduced: 16,384 × 24 bytes stay in the second cache, and a partition of
  /// 10 million rows has 7,000 linked ids.
  static let knownLinks = 1 << 14
  /// Rows up to which insertion beats Swift's sort: most journeys have fewer than 32 rows.
  static let insertionSortRows = 32
  /// Ids of a journey up to which each is compared with each: 500 comparisons, less than sorting so few.
  static let comparedIDs = 32
  /// Stage events of a journey up to which each is looked at for each milestone: sorting so few takes as long.
  static let comparedStages = 64
  /// Key filter bits per row of a partition, and at least: one bit in four set costs a quarter of the rows in vain.
  static let filterBitsPerRow = 4, leastFilterBits = 1 << 16
  /// Costs of touches that are given to visitors at once: 12 KiB, so that a call per batch costs nothing.
  static let costsAtOnce = 512
  /// Sessions whose room is kept from journey to journey: few have touches on more than 64 slots.
  static let keptSessions = 64
  /// Sessions of one journey from which on those that are over are forgotten: a mebibyte and a half of them.
  static let mostSessions = 1 << 16

  /// Spelled ids of one worker that stay in memory: those of some 100,000 goal events, with scratch for more.
  static let spellingBytes = 4 << 20
  /// Spelled ids written to scratch at once.
  static let spellingPageBytes = 256 << 10

  /// Every key in one partition and slot; for tests.
  public var constantPlacement = false
  /// Every full chunk goes to scratch; for tests.
  public var spillAlways = false

  public init() {}

  /// Fewer partitions where the open chunks of all workers would take more than a quarter of the budget.
  public init(budgetBytes: Int, workers: Int) {
    while bits > 4, (workers << bits) * Self.chunkBytes > budgetBytes / 4 { bits -= 1 }
  }

  public var partitionCount: Int { 1 << bits }
}

/// The partition of a key. Separate from the key, so that tests can put every key into one partition: no result may change.
struct Placement: Sendable {
  private let shift: UInt32
  private let mask: UInt32

  /// `bits` bits of the key's high part after the `skipping` highest.
  init(bits: Int, skipping: Int, isConstant: Bool) {
    shift = UInt32(32 - bits - skipping)
    mask = isConstant ? 0 : (1 << UInt32(bits)) - 1
  }

  @inline(__always)
  func callAsFunction(_ keyHigh: UInt32) -> Int { Int(keyHigh >> shift & mask) }
}
