namespace FaceRek.Web.Setup;

/// <summary>A form here goes on at Stripe: browsers hold its redirect against form-action.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LeadsToStripeAttribute : Attribute;
