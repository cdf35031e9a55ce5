using System.Formats.Cbor;
using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.MainLoop;

/// <summary>A whole loop on in-memory parts, and a gateway that answers as told.</summary>
internal sealed class LoopRig
{
    public const long StartUtc = 1_800_000_000;
    private readonly byte[] _secret;
    private readonly SortedSet<long> _held = [];
    private readonly byte[] _message = new byte[Limits.DownlinkBytesMax];
    private Acknowledgement? _answer;
    private long _answerAtMs;

    /// <summary>
    /// A kiosk that boots; the power may be cut at an operation of the drive in that very boot (-1 never).
    /// </summary>
    public LoopRig(bool sells = true, long firstSequence = 1, int cutAt = -1, int tear = 0, byte[]? secret = null,
        int segmentBytes = 8192, int segmentCount = 16, bool slowDrive = false)
    {
        _secret = secret ?? [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
        int files = DriveFiles.FirstSegment + segmentCount + DriveFiles.FilesForCards + DriveFiles.FilesForPages;
        Drive = new InMemoryDrive(files, Math.Max(256 * 1024, (segmentBytes * segmentCount) + 65_536));
        Parts = new KioskParts(slowDrive ? new SlowDrive(Drive, Clock) : Drive, Clock, Uplink)
        {
            SegmentBytes = segmentBytes,
            SegmentCount = segmentCount,
            Beams = Beams,
            Probes = new InMemoryProbes(),
            NoticeDisplay = new InMemoryNoticeDisplay(),
            Keypad = sells ? Keypad : null,
        };
        Identity = new KioskIdentity(1007, "K07", _secret)
        {
            BuildUtcSeconds = StartUtc - 1_000_000,
            FirstSequence = firstSequence,
        };
        byte[] key = new byte[32];
        KeyDerivation.Derive(new ManagedMac(), _secret, KeyDerivation.Downlink, key);
        Writer = new DownlinkWriter(new ManagedMac(), key, Identity.Device);
        Clock.ShowWall(StartUtc);
        Drive.CutAt = cutAt;
        Drive.Tear = tear;
        Boot();
    }

    public InMemoryClock Clock { get; } = new();

    public InMemoryUplink Uplink { get; } = new(32 * 1024);

    public InMemoryBeams Beams { get; } = new(256);

    public TestKeypad Keypad { get; } = new();

    public KioskParts Parts { get; }

    public KioskIdentity Identity { get; }

    public DownlinkWriter Writer { get; }

    public KioskLoop Loop { get; private set; } = null!;

    public InMemoryDrive Drive { get; }

    /// <summary>Sequences the gateway holds.</summary>
    public SortedSet<long> Held => _held;

    /// <summary>Every frame as sent.</summary>
    public List<byte[]> Frames { get; } = [];

    /// <summary>False lets the gateway keep silent; the window it grants; how far its clock is ahead.</summary>
    public bool Answers { get; set; } = true;

    /// <summary>Sequences whose frames the gateway keeps apart; 0 none.</summary>
    public long Poison { get; set; }

    /// <inheritdoc cref="Poison"/>
    public long OtherPoison { get; set; }

    public int Window { get; set; } = 1;

    /// <summary>How long an answer is under way; how long the longest step took that worked
    /// at a frame or sent it, both in ms.</summary>
    public long AnswerMs { get; set; }

    /// <inheritdoc cref="AnswerMs"/>
    public long LongestSendMs { get; set; }

    public long GatewayAhead { get; set; }

    public void Boot()
    {
        Loop = new KioskLoop(Parts, Identity, new ManagedMac());
        Loop.Start(Clock.NowMs);
    }

    /// <summary>Runs the loop, its gateway and its clock for a time, waking when the loop says so.</summary>
    public void Run(long milliseconds)
    {
        long end = Clock.NowMs + milliseconds;
        while (Clock.NowMs < end)
        {
            long began = Clock.NowMs;
            long due = Step();
            Assert.True(due > began || Uplink.FrameLength > 0, "the loop would spin");
            TakeFrame();
            due = _answer is null ? due : Math.Min(due, _answerAtMs);
            Clock.NowMs = Math.Max(
                Clock.NowMs, Math.Min(end, Math.Max(Clock.NowMs + 1, Math.Min(due, Clock.NowMs + 60_000))));
        }

        Step();
    }

    /// <summary>One step of the loop; an answer that has come by then is there first.</summary>
    public long Step()
    {
        if (_answer is not null && Clock.NowMs >= _answerAtMs)
        {
            Send(_answer);
            _answer = null;
        }

        long began = Clock.NowMs;
        long due = Loop.Step(began);
        if (Uplink.FrameLength > 0 || Loop.Outbox!.Building)
        {
            LongestSendMs = Math.Max(LongestSendMs, Clock.NowMs - began);
        }

        return due;
    }

    public void Key(params int[] keys)
    {
        foreach (int key in keys)
        {
            Keypad.Waiting.Enqueue(key);
        }
    }

    /// <summary>Pushes a catalogue of one department at 5.5 % and lets it come into force.</summary>
    public void PushDepartment()
    {
        Catalogue catalogue = new() { Version = 1, DepartmentCount = 1 };
        catalogue.DepartmentRate[0] = 550;
        Uplink.Deliver(_message, Writer.WriteCatalogue(catalogue, _message));
        Run(5_000);
    }

    public Acknowledgement Ack(long boot, long first)
    {
        Acknowledgement ack = new() { Window = Window, EchoBoot = boot, EchoFirstSequence = first };
        ack.UtcSeconds = StartUtc + Clock.NowMs / 1000 + GatewayAhead;
        ack.NextSequence = _held.Count == 0 ? 1 : _held.Max + 1;
        long expected = 1;
        foreach (long sequence in _held)
        {
            if (sequence > expected && ack.MissingCount == 0)
            {
                ack.Contiguous = expected - 1;
            }

            if (sequence > expected)
            {
                ack.AddMissing(expected, sequence - 1);
            }

            expected = sequence + 1;
        }

        ack.Contiguous = ack.MissingCount == 0 ? expected - 1 : ack.Contiguous;
        return ack;
    }

    public void Send(Acknowledgement ack) => Assert.True(Uplink.Deliver(_message, Writer.WriteAck(ack, _message)));

    /// <summary>Boot, first sequence and number of sequences of a frame.</summary>
    public static (long Boot, long First, long Count) Read(byte[] frame)
    {
        CborReader reader = new(frame);
        reader.ReadStartArray();
        reader.ReadInt64();
        reader.ReadInt64();
        long boot = reader.ReadInt64();
        long first = reader.ReadInt64();
        reader.ReadInt64();
        reader.ReadInt64();
        int? events = reader.ReadStartArray();
        long count = 0;
        for (int i = 0; i < events; i++)
        {
            CborReader one = new(reader.ReadEncodedValue());
            one.ReadStartArray();
            long kind = one.ReadInt64();
            if (kind >= 0)
            {
                one.ReadInt64();
            }

            bool gap = kind == RecordKind.Gap || kind == -1 - RecordKind.Gap;
            count += gap ? one.ReadInt64() : 1;
        }

        return (boot, first, count);
    }

    private void TakeFrame()
    {
        if (Uplink.FrameLength == 0)
        {
            return;
        }

        byte[] frame = Uplink.Frame[..Uplink.FrameLength];
        Uplink.FrameLength = 0;
        Frames.Add(frame);
        if (!Answers)
        {
            return;
        }

        (long boot, long first, long count) = Read(frame);
        bool refused = Has(Poison) || Has(OtherPoison);
        bool Has(long poison) => poison >= first && poison < first + count;
        for (long i = 0; i < count && !refused; i++)
        {
            _held.Add(first + i);
        }

        if (AnswerMs == 0)
        {
            Send(Ack(boot, first));
            return;
        }

        _answer = Ack(boot, first);
        _answerAtMs = Clock.NowMs + AnswerMs;
    }

    public sealed class TestKeypad : Keypad
    {
        public Queue<int> Waiting { get; } = new();

        public override int Lost => 0;

        public override int Read() => Waiting.Count > 0 ? Waiting.Dequeue() : Kiosk.Firmware.Parts.Key.None;
    }

    /// <summary>The technical events of the journal, oldest first.</summary>
    public List<Record> TechnicalEvents()
    {
        List<Record> events = [];
        Record record = new();
        RecordJournal journal = Loop.Journal!;
        journal.Reader.Seek(1);
        while (journal.Reader.Read(record, journal.NextSequence))
        {
            if (record.Kind == RecordKind.TechnicalEvent)
            {
                events.Add(record);
                record = new Record();
            }
        }

        return events;
    }
}
