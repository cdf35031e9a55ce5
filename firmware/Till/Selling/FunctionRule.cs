namespace Kiosk.Firmware.Selling;

/// <summary>
/// When a function may run: on which basket, with whom signed in, in training or not. Pure functions of
/// <see cref="FunctionCode"/>.
/// </summary>
public static class FunctionRule
{
    /// <summary>True for what begins only when no sale is open.</summary>
    public static bool NeedsEmptyBasket(int function)
    {
        int group = function / 10;
        return group == 1 || group == 6 || function == FunctionCode.Return || function == FunctionCode.Correct
            || function == FunctionCode.Copy || function == FunctionCode.Closing || function == FunctionCode.Count
            || IsLastClosing(function);
    }

    /// <summary>
    /// True for what a trainee may not do, since it changes tickets, drawer or closings of the shop (R18).
    /// </summary>
    public static bool IsProduction(int function)
    {
        int group = function / 10;
        return group == 3 || function == FunctionCode.Reading || function == FunctionCode.Closing
            || IsLastClosing(function) || (group == 2 && function != FunctionCode.Discount);
    }

    /// <summary>True for the last Z of a level, read back from the journal.</summary>
    public static bool IsLastClosing(int function) =>
        function >= FunctionCode.LastDay && function <= FunctionCode.LastYear;

    /// <summary>
    /// True for what runs with nobody signed in: it signs somebody in, or gives an inspector his export. All else is
    /// sealed with an operator's code (R26).
    /// </summary>
    public static bool IsOpenToAll(int function)
    {
        return function == FunctionCode.SignIn || function == FunctionCode.NewManager || function == FunctionCode.Shift
            || FunctionCode.IsExport(function);
    }

    /// <summary>True for what only a manager may allow.</summary>
    public static bool NeedsManager(int function)
    {
        return function == FunctionCode.NewCashier || function == FunctionCode.RemoveOperator
            || function == FunctionCode.Return || function == FunctionCode.Training || function == FunctionCode.Walkers;
    }
}
