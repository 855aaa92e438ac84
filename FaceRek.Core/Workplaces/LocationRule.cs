namespace FaceRek.Core.Workplaces;

/// <summary>What a site asks of the place where its people check in. Place is a claim of network and browser: it deters and proves nothing.</summary>
public enum LocationRule
{
    /// <summary>Nothing is asked.</summary>
    Off,

    /// <summary>The place is asked for, and a punch from elsewhere stands and is marked.</summary>
    Note,

    /// <summary>Whoever is not known to be at a site is turned away; not knowing counts as not being there.</summary>
    Require,
}
