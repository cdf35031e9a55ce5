using Kiosk.Ledger.Ingest;

namespace Kiosk.Ledger.Archive;

/// <summary>A till and the keys of its device.</summary>
internal sealed record Terminal(long Device, string Id, DeviceKeys Keys, long Contiguous);
