using Kiosk.Gateway.City;
using Kiosk.Protocol;

namespace Kiosk.Tests.Gateway;

/// <summary>A city of 53 kiosks for page tests: every state, every kind of cell.</summary>
internal static class SampleCity
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 16, 20, 0, TimeSpan.Zero);

    public static CityModel City() => new(
        Now, [.. Enumerable.Range(1, 53).Select(Card)], Hours(),
            new Figure(CellState.Value, 61_234, Now.AddMinutes(-20)),
        new Figure(CellState.Value, 2_241, Now), 50);

    public static KioskModel Kiosk() => new(
        Now, Card(7), Hours(), Hours(),
        [.. Enumerable.Range(0, 7).Select(channel => channel == 3
            ? new ChannelRow(channel, null, null, 0, 0, 0, ReadingCode.Warming, Now.AddMinutes(-2))
            : new ChannelRow(channel, 18.4, Now.AddMinutes(-5), 9.1, 19.0, 180, ReadingCode.Ok, Now.AddMinutes(-2)))],
        HoursMissing: 1, LostSequences: 12, new NoticeCard("Marché samedi", Now.AddHours(-1), Now.AddHours(2)));

    public static KioskCard Card(int number)
    {
        bool isOccupied = number % 4 != 0;
        KioskState state = number switch
        {
            9 => KioskState.Silent,
            50 => KioskState.Waiting,
            _ => isOccupied ? KioskState.Live : KioskState.Vacant,
        };
        return new KioskCard(
            $"K{number:00}", $"Kiosque <{number}> & fils", $"Emplacement fictif K{number:00}", (number % 16) + 1,
            isOccupied ? "fleurs" : "", isOccupied, number != 7, state, state == KioskState.Waiting ? null
                : Now.AddMinutes(-5),
            new Figure(CellState.Value, 410 * number, Now.AddMinutes(-20)), AirScale.Classify(number % 30, 18),
            number == 8 ? null : new GeoPoint(43.26 + (0.0015 * number), 5.36 + (0.0007 * (number % 10))));
    }

    private static Cell[] Hours()
    {
        (DateTimeOffset start, _) = CivilTime.Day(Now);
        return [.. Enumerable.Range(0, 24).Select(hour =>
        {
            DateTimeOffset from = start.AddHours(hour);
            CellState state = hour switch
            {
                3 or 4 => CellState.Withheld,
                6 => CellState.Missing,
                > 16 => CellState.Pending,
                _ => CellState.Value,
            };
            return new Cell(from, from.AddHours(1), state, state == CellState.Value ? 100 * hour : 0, hour == 16);
        })];
    }
}
