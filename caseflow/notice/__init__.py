"""Letters of labour-law supervision (一函两书): reminders, opinions, recommendations."""
