using Kiosk.Tests.Architecture.Il;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>
/// Passages on the pavement and what happens at the counter never mix (GRD-1): what counts passages knows nothing of
/// selling, and what sells touches the counter of passages only to calibrate it.
/// </summary>
internal static class TwoCountsRule
{
    public const string Passages = "Kiosk.Firmware.Footfall.";

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
                    complaints.Add($"{method} uses {member.Full}: a passage must not move with a sale. Leave it out.");
                }
                else if (sells && member.Owner == Counter && !Calibrating.Contains(member.Name))
                {
                    complaints.Add($"{method} uses {member.Full}: selling may only calibrate. Leave it out.");
                }
            }
        }

        return complaints;
    }

    private static bool Sells(string type, string[] selling) =>
        selling.Any(start => type.StartsWith(start, StringComparison.Ordinal));
}
