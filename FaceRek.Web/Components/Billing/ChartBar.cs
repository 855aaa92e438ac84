namespace FaceRek.Web.Components.Billing;

/// <param name="Label">What stands under it.</param>
/// <param name="Value">Its height; not negative.</param>
/// <param name="Text">What it says when pointed at.</param>
/// <param name="Mark">Where a second measure stands, as a line across the bar; null where there is none.</param>
public sealed record ChartBar(string Label, decimal Value, string Text, decimal? Mark = null);
