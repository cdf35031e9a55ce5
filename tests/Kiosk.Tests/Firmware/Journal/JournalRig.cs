using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Journal;

/// <summary>A journal on an in-memory drive that can be restarted, with a small mixed workload.</summary>
internal sealed class JournalRig
{
    public const int SegmentBytes = 2048;
    private readonly Record[] _batch = [new(), new(), new()];
    private readonly NoVersions _versions = new();

    public JournalRig(int segments = 8, int firstSequence = 1)
    {
        Segments = segments;
        FirstSequence = firstSequence;
        Drive = new InMemoryDrive(DriveFiles.FirstSegment + segments, 64 * 1024);
        Clock.ShowWall(1_800_000_000);
        Restart();
    }

    /// <summary>
    /// A second rig whose drive holds the same and which has confirmed the same: its power is on, it has not booted.
    /// </summary>
    public JournalRig(JournalRig other)
    {
        Segments = other.Segments;
        FirstSequence = other.FirstSequence;
        Boots = other.Boots;
        Clock.ShowWall(1_800_000_000);
        Clock.NowMs = other.Clock.NowMs;
        Confirmed = new(other.Confirmed);
        Drive = new InMemoryDrive(other.Drive.FileCount, other.Drive.CapacityBytes) { Tear = other.Drive.Tear };
        for (int file = 0; file < other.Drive.FileCount; file++)
        {
            byte[] bytes = new byte[Math.Max(0, other.Drive.Length(file))];
            Assert.True(other.Drive.Length(file) < 0 || (other.Drive.Read(file, 0, bytes, 0, bytes.Length)
                == bytes.Length && Drive.Replace(file, bytes, 0, bytes.Length)));
        }
    }

    public int Segments { get; }

    public int FirstSequence { get; }

    public InMemoryDrive Drive { get; }

    public InMemoryClock Clock { get; } = new();

    public FiscalChain Chain { get; private set; } = null!;

    public RecordJournal Journal { get; private set; } = null!;

    public int Boots { get; private set; }

    /// <summary>Bytes of every record that an append called stored, by sequence.</summary>
    public Dictionary<long, byte[]> Confirmed { get; } = [];

    /// <summary>Boots as after a power cut; the clock runs on.</summary>
    public void Restart()
    {
        Boots++;
        TimeKeeper time = new(Clock, 1_700_000_000);
        time.Start(Clock.NowMs, 0);
        Chain = new FiscalChain(new ManagedMac(), new byte[32], "K07");
        Journal = new RecordJournal(Drive, Chain, time, SegmentBytes, Segments);
        Journal.Recover(Boots, FirstSequence, _versions);
    }

    /// <summary>Commit number n of the workload: tickets with and without line groups, events, telemetry,
    /// acknowledgements.</summary>
    public int Commit(int n)
    {
        Clock.NowMs += 1_000;
        return (n % 7) switch
        {
            0 or 3 => Ticket(groups: 0, lines: 1 + n % 5),
            1 => Ticket(groups: 2, lines: 3),
            2 => Event(n),
            6 => Acknowledge(),
            _ => Footfall(n),
        };
    }

    public int Footfall(int n)
    {
        Record record = _batch[0];
        record.Reset(RecordKind.FootfallSlot);
        for (int i = 0; i < FootfallLayout.Count; i++)
        {
            record.Add(i * n);
        }

        return Note(Journal.Append(record, Clock.NowMs), 1);
    }

    public int Event(int n)
    {
        Record record = _batch[0];
        record.Reset(RecordKind.TechnicalEvent);
        Journal.Stamp(record, Clock.NowMs);
        foreach (long value in new long[] { Chain.State.Events + 1, 900, 0, n, 0 })
        {
            record.Add(value);
        }

        Assert.Equal(FiscalOutcome.Sealed, Chain.SealEvent(record));
        return Note(Journal.Append(record, Clock.NowMs), 1);
    }

    public int Ticket(int groups, int lines)
    {
        Record ticket = _batch[groups];
        long number = Chain.State.Tickets + 1;
        for (int g = 0; g < groups; g++)
        {
            _batch[g].Reset(RecordKind.LineGroup);
            _batch[g].Add(number);
            _batch[g].Add(g * lines);
            _batch[g].Add(lines);
            AddLines(_batch[g], lines);
        }

        ticket.Reset(RecordKind.Ticket);
        Journal.Stamp(ticket, Clock.NowMs);
        long total = (groups + 1) * lines * 150;
        foreach (long value in new long[] { number, 0, 0, 0, 0, 4, 0, 1, lines, lines * (groups + 1), 1, total })
        {
            ticket.Add(value);
        }

        AddLines(ticket, lines);
        Chain.SealTicket(ticket, _batch, groups, _versions.CatalogueOf(0)!, _versions.SettingsOf(0)!, out int outcome);
        Assert.Equal(FiscalOutcome.Sealed, outcome);
        return Note(Journal.Append(_batch, groups + 1, Clock.NowMs), groups + 1);
    }

    public int Acknowledge()
    {
        Journal.Acknowledge(Journal.NextSequence - 4);
        return RecordJournal.Stored;
    }

    /// <summary>First sequence of the n-th segment on the drive, from 0.</summary>
    public long Held(int n)
    {
        byte[] head = new byte[14];
        Drive.Read(DriveFiles.FirstSegment + ((1 + n) % Segments), 0, head, 0, head.Length);
        return Bytes.GetU32(head, 8);
    }

    /// <summary>
    /// Every record that the journal gives from a sequence on, gaps left out, and something done after each.
    /// </summary>
    public Dictionary<long, byte[]> ReadAll(long from, Action? between = null)
    {
        Dictionary<long, byte[]> all = [];
        Record record = new();
        Journal.Reader.Seek(from);
        while (Journal.Reader.Read(record, Journal.NextSequence))
        {
            if (record.Kind != RecordKind.Gap)
            {
                all.Add(record.Sequence, Encode(record));
            }

            between?.Invoke();
        }

        return all;
    }

    private static void AddLines(Record record, int lines)
    {
        for (int i = 0; i < lines; i++)
        {
            foreach (long value in new long[] { -1, 0, 1, 150, 550 })
            {
                record.Add(value);
            }
        }
    }

    private static byte[] Encode(Record record)
    {
        byte[] buffer = new byte[Limits.RecordBytesMax];
        int length = JournalCodec.Write(record, buffer, 0);
        return buffer[..length];
    }

    private int Note(int outcome, int count)
    {
        for (int i = 0; outcome == RecordJournal.Stored && i < count; i++)
        {
            Confirmed.Add(_batch[i].Sequence, Encode(_batch[i]));
        }

        return outcome;
    }
}
