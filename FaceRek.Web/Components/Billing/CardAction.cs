namespace FaceRek.Web.Components.Billing;

/// <summary>A button of a card.</summary>
/// <param name="Path">Where a link leads; null for a button of a form.</param>
/// <param name="Form">Id of the form on the page that the button sends.</param>
/// <param name="Tone">A modifier of the button; empty for none.</param>
public sealed record CardAction(string Text, string? Path, string? Form, string Tone);
