using Kiosk.Ledger.Ingest;

namespace Kiosk.Ledger.Archive;

/// <summary>A till and the keys of its device.</summary>
/// <param name="Device">Device number.</param>
/// <param name="Kiosk">Place, "K07".</param>
/// <param name="Merchant">Chain of the board: 0 the only merchant's, 1 and 2 those of two merchants by shift.</param>
/// <param name="Id">Identity as sealed and printed, "K07", "K07-A" or "K07-B".</param>
/// <param name="Key">Name here: the identity for a kiosk's first board, "K07.2007" for a later one.</param>
/// <param name="Keys">Keys of the device.</param>
/// <param name="Contiguous">Highest sequence without a hole below it.</param>
internal sealed record Terminal(
    long Device, string Kiosk, int Merchant, string Id, string Key, DeviceKeys Keys, long Contiguous)
{
    /// <summary>Endings of the names of a board's chains, by merchant.</summary>
    public static readonly string[] Endings = ["", "-A", "-B"];
}
