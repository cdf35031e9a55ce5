using System.Reflection.Emit;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>How many values an instruction takes and leaves, for all but calls and returns.</summary>
internal static class StackEffect
{
    public static int Pops(OpCode op) => op.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 or StackBehaviour.Varpop => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8 or StackBehaviour.Popref_popi_popr4
            or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref or StackBehaviour.Popi_popi_popi
            or StackBehaviour.Popref_popi_pop1 => 3,
        _ => 2,
    };

    public static int Pushes(OpCode op) => op.StackBehaviourPush switch
    {
        StackBehaviour.Push0 or StackBehaviour.Varpush => 0,
        StackBehaviour.Push1_push1 => 2,
        _ => 1,
    };
}
