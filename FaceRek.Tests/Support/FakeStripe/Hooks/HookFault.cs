namespace FaceRek.Tests.Support.FakeStripe.Hooks;

/// <summary>What may go wrong with one delivery.</summary>
public enum HookFault
{
    Duplicate,
    Concurrent,
    Drop,
    OlderVersion,
    LiveMode,
    UnknownType,
    NullObject,
    Large,
    ForgedSignature,
    StaleSignature,
}
