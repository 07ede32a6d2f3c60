"""The surveys wing: evaluation and indicators: ask and measure, after."""
