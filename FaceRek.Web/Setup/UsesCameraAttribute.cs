namespace FaceRek.Web.Setup;

/// <summary>Marks the pages on which a browser may be asked for its camera; on all others it is refused before anybody is asked.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UsesCameraAttribute : Attribute;
