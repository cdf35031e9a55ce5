namespace Kiosk.Board.Virtual.Cards;

/// <summary>How a virtual card terminal misbehaves (pos.md R48-R50).</summary>
public enum CardMischief
{
    /// <summary>It does not: the customer pays.</summary>
    None = 0,

    /// <summary>It hears and never says a word.</summary>
    Silent,

    /// <summary>It says NAK to all; over TCP it says nothing that makes sense.</summary>
    NakStorm,

    /// <summary>It says NAK to the first two sendings of a request, or delivers its answer byte by byte.</summary>
    NakTwice,

    /// <summary>It is busy: it refuses the call, or closes the connection.</summary>
    Busy,

    /// <summary>The bank refuses.</summary>
    Refuses,

    /// <summary>The customer gives up at the terminal.</summary>
    Abandons,

    /// <summary>It does not know what became of it, and nothing was debited.</summary>
    NotVerified,

    /// <summary>It debits, and answers after the kiosk's time is over.</summary>
    LateAnswer,

    /// <summary>It answers for one cent more than was asked, having debited what was asked.</summary>
    OtherAmount,

    /// <summary>It first gives the answer of another sale of the same amount, then its own.</summary>
    OtherSaleFirst,

    /// <summary>It debits and sends bytes without sense instead of its answer.</summary>
    Garbage,

    /// <summary>It debits and sends its answer with a wrong checksum each time, or cut short and closed.</summary>
    WrongSum,

    /// <summary>The checksum is wrong once, or the answer comes in two pieces a second apart.</summary>
    WrongSumOnce,

    /// <summary>It gives its answer twice.</summary>
    AnswersTwice,

    /// <summary>It debits, and the line is gone before it can say so.</summary>
    LineLostAfterDebit,

    /// <summary>Its acknowledgement of the request is lost, or the answer lacks a field that it must echo.</summary>
    LosesAcknowledgement,

    /// <summary>It gives the long answer, with data of the card, though the short one was asked for.</summary>
    LongAnswer,

    /// <summary>It does not give our key back.</summary>
    ForgetsKey,

    /// <summary>It calls without end.</summary>
    CallsForEver,
}
