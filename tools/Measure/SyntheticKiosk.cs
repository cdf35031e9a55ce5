using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>
/// Writes the events of a made-up kiosk with the very code of the firmware (chain, frames): single records for
/// tests, and the day of engine.md's mix (96 footfall slots of Poisson counts, 288 climate readings, 96 health records,
/// 154 sales of 3 lines whose articles follow Zipf) for benches. Seeded; one thread.
/// </summary>
public sealed class SyntheticKiosk
{
    private const int SalesPerDay = 154, LinesPerSale = 3, DaySeconds = 86400;

    private readonly byte[] _buffer = new byte[Limits.FrameBytesMax];
    private readonly BatchWriter _writer;
    private readonly FiscalChain _chain;
    private readonly Catalogue _catalogue;
    private readonly Settings _settings;
    private readonly Random _random;
    private long _bootedAt;
    private readonly long[] _due = new long[RecordKind.Health + 1];

    /// <summary>A kiosk that starts at a UTC second with an empty journal.</summary>
    public SyntheticKiosk(
        long device, string kioskId, byte[] secret, Catalogue catalogue, Settings settings, long startUtc, int seed)
    {
        Device = device;
        Secret = secret;
        Utc = startUtc;
        _bootedAt = startUtc - 60;
        _catalogue = catalogue;
        _settings = settings;
        _random = new Random(seed);
        var mac = new ManagedMac();
        _writer = new BatchWriter(mac, Key(mac, secret, KeyDerivation.Frame), device);
        _chain = new FiscalChain(mac, Key(mac, secret, KeyDerivation.Seal), kioskId);
        Array.Fill(_due, startUtc);
    }

    /// <summary>Device number.</summary>
    public long Device { get; }

    /// <summary>Device secret.</summary>
    public byte[] Secret { get; }

    /// <summary>The kiosk's clock, UTC seconds.</summary>
    public long Utc { get; set; }

    /// <summary>Boot number.</summary>
    public int Boot { get; set; } = 1;

    /// <summary>Sequence of the next record.</summary>
    public long NextSequence { get; set; } = 1;

    /// <summary>Tickets sealed and their total in cents.</summary>
    public (long Tickets, long Cents) Sold => (_chain.State.Tickets, _chain.State.PerpetualSigned);

    /// <summary>A catalogue of <paramref name="articles"/> articles at 1.00 EUR and up.</summary>
    public static Catalogue MakeCatalogue(int articles, int version)
    {
        var catalogue = new Catalogue { Version = version, ArticleCount = articles, DepartmentCount = 1 };
        Array.Fill(catalogue.Labels, (byte)' ');
        Array.Fill(catalogue.DepartmentLabels, (byte)' ');
        catalogue.DepartmentRate[0] = 2000;
        catalogue.DepartmentLabels[0] = (byte)'D';
        for (int i = 0; i < articles; i++)
        {
            catalogue.Code[i] = i + 1;
            catalogue.Price[i] = 100 + (5 * i);
            catalogue.Rate[i] = i % 2 == 0 ? (short)550 : (short)2000;
            catalogue.Department[i] = 1;
            catalogue.Labels[i * Limits.LabelBytesMax] = (byte)('A' + (i % 26));
        }

        return catalogue;
    }

    /// <summary>
    /// A sealed sale, paid exactly in cash: one unit each of the articles at these catalogue indices.
    /// </summary>
    public Record Ticket(params ReadOnlySpan<int> articles)
    {
        Record record = Next(RecordKind.Ticket);
        long total = 0;
        foreach (int article in articles)
        {
            total += _catalogue.Price[article];
        }

        foreach (long value in (ReadOnlySpan<long>)[
            _chain.State.Tickets + 1, TicketLayout.OperationSale, 0, _catalogue.Version, _settings.Version, 4, 0, 1,
            articles.Length, articles.Length, TicketLayout.TenderCash, total])
        {
            record.Add(value);
        }

        foreach (int article in articles)
        {
            record.Add(_catalogue.Code[article]);
            record.Add(TicketLayout.LineAsCatalogue);
            record.Add(1);
            record.Add(_catalogue.Price[article]);
            record.Add(_catalogue.Rate[article]);
        }

        _chain.SealTicket(record, null, 0, _catalogue, _settings, out int outcome);
        return outcome == FiscalOutcome.Sealed
            ? record
            : throw new InvalidOperationException($"The chain refused a made-up ticket, outcome {outcome}.");
    }

    /// <summary>A sealed technical event with its two arguments.</summary>
    public Record Event(int code, long argument1 = 0, long argument2 = 0)
    {
        Record record = Next(RecordKind.TechnicalEvent);
        foreach (long value in (ReadOnlySpan<long>)[_chain.State.Events + 1, code, 0, argument1, argument2])
        {
            record.Add(value);
        }

        int outcome = _chain.SealEvent(record);
        return outcome == FiscalOutcome.Sealed
            ? record
            : throw new InvalidOperationException($"The chain refused a made-up event, outcome {outcome}.");
    }

    /// <summary>A sealed copy (pos.md R16) of an original of a kind, under the rank given.</summary>
    public Record Copy(int kind, long original, long rank)
    {
        Record record = With(
            Next(RecordKind.Duplicate), _chain.State.Numbers[ChainKind.D] + 1, kind, original, rank, 1, 0);
        int outcome = _chain.SealAlone(record);
        return outcome == FiscalOutcome.Sealed
            ? record
            : throw new InvalidOperationException($"The chain refused a made-up copy, outcome {outcome}.");
    }

    /// <summary>Sets the clock as a boot does: monotonic time starts again.</summary>
    public void StartClock(long utc)
    {
        Utc = utc;
        _bootedAt = utc - 60;
    }

    /// <summary>The footfall slot that ended before now.</summary>
    public Record Footfall(long aToB, long bToA, int quality = 0)
    {
        long slot = Utc - (Utc % FootfallLayout.SlotSeconds) - FootfallLayout.SlotSeconds;
        return With(Next(RecordKind.FootfallSlot), slot, aToB + bToA, 800, aToB, bToA, 1, quality);
    }

    /// <summary>A record of any kind, known or to come, with its values.</summary>
    public Record Of(int kind, params ReadOnlySpan<long> values) => With(Next(kind), values);

    /// <summary>A climate reading: seven values, then the packed codes.</summary>
    public Record Climate(params ReadOnlySpan<long> values) => With(Next(RecordKind.ClimateReading), values);

    /// <summary>A health record.</summary>
    public Record Health() => With(
        Next(RecordKind.Health), Utc - _bootedAt, NextSequence * 40, 20, 0, 0, 0, 0, 60_000, NextSequence / 20, 0);

    /// <summary>A declared loss of the next sequences.</summary>
    public Record Gap(long sequences)
    {
        Record record = With(Next(RecordKind.Gap), NextSequence - 1, sequences, 1);
        NextSequence += sequences - 1;
        return record;
    }

    /// <summary>The frame that holds these records.</summary>
    public byte[] Frame(params ReadOnlySpan<Record> records)
    {
        _writer.Begin(_buffer);
        foreach (Record record in records)
        {
            if (!_writer.TryAdd(record))
            {
                throw new InvalidOperationException($"Record {record.Sequence} does not belong into this frame.");
            }
        }

        return _buffer.AsSpan(0, _writer.Finish()).ToArray();
    }

    /// <summary>A frame without events.</summary>
    public byte[] Hello() => _buffer.AsSpan(
        0, _writer.WriteHello(_buffer, Boot, NextSequence, Utc - _bootedAt, Utc)).ToArray();

    /// <summary>
    /// The next <paramref name="events"/> events of the day as one frame; the clock moves on with them.
    /// </summary>
    public byte[] NextMixed(int events)
    {
        _writer.Begin(_buffer);
        for (int i = 0; i < events; i++)
        {
            if (!_writer.TryAdd(NextOfDay()))
            {
                throw new InvalidOperationException("A made-up frame is full.");
            }
        }

        return _buffer.AsSpan(0, _writer.Finish()).ToArray();
    }

    private Record NextOfDay()
    {
        int kind = RecordKind.Ticket;
        foreach (int other in (ReadOnlySpan<int>)[
            RecordKind.FootfallSlot, RecordKind.ClimateReading, RecordKind.Health])
        {
            kind = _due[other] < _due[kind] ? other : kind;
        }

        Utc = Math.Max(Utc, _due[kind]);
        switch (kind)
        {
            case RecordKind.FootfallSlot:
                _due[kind] += 900;
                double people = MixDraws.PeopleAt(Utc % DaySeconds);
                return Footfall(MixDraws.Poisson(_random, people / 2), MixDraws.Poisson(_random, people / 2));
            case RecordKind.ClimateReading:
                _due[kind] += 300;
                return Climate(
                    2000 + _random.Next(-20, 20), 5500 + _random.Next(-50, 50), 10130 + _random.Next(-2, 3),
                    420 + _random.Next(-5, 6), 80 + _random.Next(-3, 4), 120 + _random.Next(-3, 4),
                    550 + _random.Next(-30, 31), 0);
            case RecordKind.Health:
                _due[kind] += 900;
                return Health();
            default:
                _due[kind] += 1 + (long)(-Math.Log(1 - _random.NextDouble()) * DaySeconds / SalesPerDay);
                Span<int> articles = stackalloc int[LinesPerSale];
                for (int i = 0; i < articles.Length; i++)
                {
                    articles[i] = MixDraws.Zipf(_random, _catalogue.ArticleCount);
                }

                return Ticket(articles);
        }
    }

    private Record Next(int kind)
    {
        var record = new Record();
        record.Reset(kind);
        record.Sequence = NextSequence++;
        record.Boot = Boot;
        record.MonoSeconds = Utc - _bootedAt;
        record.WallSeconds = Utc;
        return record;
    }

    private static Record With(Record record, params ReadOnlySpan<long> values)
    {
        foreach (long value in values)
        {
            record.Add(value);
        }

        return record;
    }

    private static byte[] Key(Mac mac, byte[] secret, string label)
    {
        var key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(mac, secret, label, key);
        return key;
    }
}
