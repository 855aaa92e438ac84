namespace FaceRek.Web.Security;

/// <summary>Marks the pages that may ask a browser for its location; on all others the permissions policy forbids it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AsksForPlaceAttribute : Attribute;

/// <summary>Marks what is served under <c>/{organization}</c>, only there and only to its members.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InsideOrganizationAttribute : Attribute;

/// <summary>A form here redirects to Stripe: browsers check the redirect against form-action.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LeadsToStripeAttribute : Attribute;

/// <summary>Marks the pages that may use the camera; on all others the permissions policy forbids it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UsesCameraAttribute : Attribute;
