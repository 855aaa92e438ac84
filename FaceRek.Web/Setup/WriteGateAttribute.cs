namespace FaceRek.Web.Setup;

/// <summary>Says of an endpoint that it is not behind <see cref="WriteGate.Settings"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class WriteGateAttribute(WriteGate gate) : Attribute
{
    public WriteGate Gate { get; } = gate;
}
