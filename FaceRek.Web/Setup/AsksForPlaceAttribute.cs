namespace FaceRek.Web.Setup;

/// <summary>Marks the pages on which a browser may be asked where it is; on all others it is refused before anybody is asked.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AsksForPlaceAttribute : Attribute;
