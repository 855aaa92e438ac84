namespace FaceRek.Web.Setup;

/// <summary>Says of an endpoint that it is not behind <see cref="ReadOnlyAccess.Settings"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ReadOnlyAccessAttribute(ReadOnlyAccess gate) : Attribute
{
    public ReadOnlyAccess Gate { get; } = gate;
}
