namespace FaceRek.Web.Components.Billing;

/// <summary>What a banner says on every page.</summary>
/// <param name="Tone">The modifier of the notice.</param>
/// <param name="Button">Null where the reader has nothing to press.</param>
public sealed record BillingNote(string Tone, string Title, string Text, string? Button);
