namespace FaceRek.Web.Security;

/// <summary>Marks the pages on which a browser may be asked where it is; on all others it is refused before anybody is asked.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AsksForPlaceAttribute : Attribute;

/// <summary>Marks what lies under <c>/{organization}</c>: served there to its members and nowhere else.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InsideOrganizationAttribute : Attribute;

/// <summary>A form here goes on at Stripe: browsers hold its redirect against form-action.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LeadsToStripeAttribute : Attribute;

/// <summary>Marks the pages on which a browser may be asked for its camera; on all others it is refused before anybody is asked.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UsesCameraAttribute : Attribute;
