using System.Text;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// What staff at a till counted (F-FOOT-5): a technical event whose arguments are a factor and its standard error,
/// permille, and whose text says how many went in and out. It is a proposal: the city puts it into the settings.
/// </summary>
internal static class SiteCounts
{
    /// <summary>Code of the event of the firmware.</summary>
    public const int End = 975;

    /// <summary>The proposal for the console; null when the event is none, or holds no factor that can be.</summary>
    public static string? Of(Record record)
    {
        if (record.Kind != RecordKind.TechnicalEvent || record.Count != EventLayout.Count
            || record.Values[EventLayout.Code] != End)
        {
            return null;
        }

        long factor = record.Values[EventLayout.Argument1], error = record.Values[EventLayout.Argument2];
        bool holds = factor is >= SettingsRange.BeamFactorMin and <= SettingsRange.BeamFactorMax
            && error is > 0 and <= SettingsRange.BeamErrorMax;
        return !holds ? null : Texts.Of(
            $"site counted: beamFactor {factor}, beamFactorError {error} (in+out {Pressed(record)}); ")
            + "in force once the settings hold it";
    }

    private static string Pressed(Record record) =>
        Encoding.Latin1.GetString(record.Text, 0, record.TextLength);
}
