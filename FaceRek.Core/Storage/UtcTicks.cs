using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FaceRek.Core.Storage;

/// <summary>SQLite has no type for instants, and the stock converter sorts by local ticks: an instant is stored as UTC ticks (100 ns since year 1).</summary>
internal sealed class UtcTicks()
    : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
