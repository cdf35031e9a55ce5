using System;
using Kiosk.Firmware.Journal;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>What the journal is told when another catalogue comes into force (R26, R66). No state of its own.</summary>
public static class PriceChange
{
    /// <summary>
    /// Seals the change of a catalogue and, when a rate of it changed, of the VAT table; a new segment begins with it.
    /// Nothing when the version is the same.
    /// </summary>
    public static void Tell(Catalogue old, Catalogue fresh, RecordJournal journal, EventWriter events,
        int operatorCode, long nowMs)
    {
        if (fresh.Version == old.Version)
        {
            return;
        }

        journal.Rotate();
        WriteDigests(old, fresh, events);
        events.Write(JetCode.CatalogueChange, operatorCode, fresh.Version, old.Version, nowMs);
        if (!fresh.HasRatesOf(old))
        {
            WriteDigests(old, fresh, events);
            events.Write(JetCode.VatTableChange, operatorCode, fresh.Version, old.Version, nowMs);
        }
    }

    // "old>new": both versions by their digests, as far as they came from the city.
    private static void WriteDigests(Catalogue old, Catalogue fresh, EventWriter events)
    {
        if (old.Digest[0] == 0 && fresh.Digest[0] == 0)
        {
            return;
        }

        int length = Catalogue.DigestLength;
        int at = old.Digest[0] == 0 ? 0 : length;
        Array.Copy(old.Digest, 0, events.Text, 0, at);
        events.Text[at] = (byte)'>';
        int more = fresh.Digest[0] == 0 ? 0 : length;
        Array.Copy(fresh.Digest, 0, events.Text, at + 1, more);
        events.TextLength = at + 1 + more;
    }
}
