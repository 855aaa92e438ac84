namespace FaceRek.Web.Setup;

/// <summary>Marks what lies under <c>/{organization}</c>: served there to its members and nowhere else.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InsideOrganizationAttribute : Attribute;
