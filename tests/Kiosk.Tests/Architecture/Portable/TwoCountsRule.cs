using Kiosk.Tests.Architecture.Il;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>
/// Passages on the pavement and what happens at the counter never mix (GRD-1): what counts passages knows nothing of
/// selling, and what sells touches the counter of passages only to calibrate it.
/// </summary>
internal static class TwoCountsRule
{
    public const string Passages = "Kiosk.Firmware.Footfall.";

    public const string Stops = "Kiosk.Firmware.Stops.";

    private const string Moved = ": a count must not move with another or with a sale. Leave it out.";

    private const string Counter = Passages + "FootfallCounter";

    public static readonly string[] Selling =
    [
        "Kiosk.Firmware.Selling.", "Kiosk.Firmware.Paper.", "Kiosk.Firmware.Cards.", "Kiosk.Protocol.TicketLayout",
        "Kiosk.Fiscal.",
    ];

    private static readonly string[] Calibrating = ["get_Site", "BeginCalibration"];

    /// <summary>Complaints about types whose names start as given: those that count, and those that sell.</summary>
    public static IReadOnlyList<string> Check(IlModel model, string counting, params string[] selling)
    {
        var complaints = new List<string>();
        foreach (IlMethod method in model.Methods)
        {
            bool counts = method.Owner.Name.StartsWith(counting, StringComparison.Ordinal);
            bool sells = Sells(method.Owner.Name, selling);
            foreach (IlInstruction at in method.Body)
            {
                if (method.MemberAt(at) is not { } member)
                {
                    continue;
                }

                if (counts && Sells(member.Owner, selling))
                {
                    complaints.Add($"{method} uses {member.Full}{Moved}");
                }
                else if (sells && member.Owner == Counter && !Calibrating.Contains(member.Name))
                {
                    complaints.Add($"{method} uses {member.Full}: selling may only calibrate. Leave it out.");
                }
            }
        }

        return complaints;
    }

    /// <summary>Complaints about what counts alone: it uses none of the others.</summary>
    public static IReadOnlyList<string> Apart(IlModel model, string counting, params string[] others) =>
        [.. Check(model, counting, others).Where(c => c.EndsWith(Moved, StringComparison.Ordinal))];

    private static bool Sells(string type, string[] selling) =>
        selling.Any(start => type.StartsWith(start, StringComparison.Ordinal));
}
